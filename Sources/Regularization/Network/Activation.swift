/// What a unit makes of its weighted sum.
public enum Activation: String, CaseIterable, Sendable, Hashable {
  /// `a = z`
  case linear
  /// `a = max(0, z)`; the derivative at 0 is 0.
  case relu
  /// `a = tanh z`, derivative `1 − a²`
  case tanh
  /// `a = 1/(1 + e^−z)`, derivative `a(1 − a)`
  case sigmoid
}
