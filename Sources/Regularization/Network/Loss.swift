/// The data loss: what the network is trained to make small, penalties apart.
///
/// Every loss is the mean over the samples of a batch of the loss of a sample.
public enum Loss: String, CaseIterable, Sendable, Hashable {
  /// `−log softmax(z)[class]` of a sample; one output a class, the last layer linear.
  case crossEntropy = "cross-entropy"
  /// `log(1 + e^z) − t·z` of a sample, t = 0 or 1; one output, linear: its sigmoid is the
  /// probability of class 1.
  case logistic
  /// `Σ(y − t)²` over a sample's outputs. With one output it is what PyTorch and Keras call MSE;
  /// with several, theirs is this divided by the number of outputs.
  case squaredError = "squared-error"
  /// `½Σ(y − t)²` over a sample's outputs, as the TensorFlow Playground has it. Two classes are
  /// the targets −1 and 1.
  case halfSquaredError = "half-squared-error"

  /// Whether the loss is one of classes, which needs a linear last layer.
  public var isOfClasses: Bool { self == .crossEntropy || self == .logistic }
}
