/// A data set that is known by a name of its own.
public struct ShippedSet: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case table(Table)
    case images(Images)
  }

  /// A CSV file.
  public struct Table: Sendable, Hashable {
    public var file: DataFile
    public var target: String
    public var task: DataTask
    /// What the numbers of the classes stand for; empty for values.
    public var classNames: [String] = []
    /// Where the inputs are pixels, their rows and columns.
    public var imageShape: ImageShape?
    /// Where the inputs are pixels, the value that stands for 1.
    public var white: Double?
  }

  /// Four IDX files.
  public struct Images: Sendable, Hashable {
    public var trainingImages: DataFile
    public var trainingLabels: DataFile
    public var testImages: DataFile
    public var testLabels: DataFile
    public var classNames: [String]
  }

  public var name: String
  /// What it is, in a few words.
  public var summary: String
  public var content: Content
}

extension ShippedSet {
  /// *Source*: Xiao, Rasul and Vollgraf 2017, table 2.
  private static let clothes = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  /// The Debian package with all of Fashion-MNIST.
  public static let fashionPackage = "dataset-fashion-mnist"

  private static func fashionFile(_ name: String) -> DataFile {
    .installed(package: fashionPackage, name)
  }

  /// *Source*: `lessons/data/README.md` names those of every set.
  public static let all: [ShippedSet] = [
    ShippedSet(
      name: "spambase", summary: "4601 e-mails, 57 frequencies of words and signs; spam or not",
      content: .table(
        Table(
          file: .shipped("spambase.csv"), target: "spam", task: .classes,
          classNames: ["not spam", "spam"]))),
    ShippedSet(
      name: "longley", summary: "16 years, 6 economic figures that rise together; employment",
      content: .table(Table(file: .shipped("longley.csv"), target: "totemp", task: .values))),
    ShippedSet(
      name: "prostate", summary: "97 patients, 8 clinical measures; a logarithm of the antigen",
      content: .table(Table(file: .shipped("prostate.csv"), target: "lpsa", task: .values))),
    ShippedSet(
      name: "diabetes", summary: "442 patients, 10 measures; how the disease went on",
      content: .table(Table(file: .shipped("diabetes.csv"), target: "progression", task: .values))
    ),
    ShippedSet(
      name: "digits", summary: "1797 handwritten digits of 8×8 pixels",
      content: .table(
        Table(
          file: .shipped("digits.csv"), target: "digit", task: .classes,
          classNames: (0...9).map(String.init), imageShape: ImageShape(rows: 8, columns: 8),
          white: 16))),
    ShippedSet(
      name: "fashion-small", summary: "2000 and 1000 pictures of clothes, 28×28 pixels",
      content: .images(
        Images(
          trainingImages: .shipped("fashion-small-train-images-idx3-ubyte.gz"),
          trainingLabels: .shipped("fashion-small-train-labels-idx1-ubyte.gz"),
          testImages: .shipped("fashion-small-test-images-idx3-ubyte.gz"),
          testLabels: .shipped("fashion-small-test-labels-idx1-ubyte.gz"), classNames: clothes))),
    ShippedSet(
      name: "fashion-mnist", summary: "60,000 and 10,000 pictures of clothes, 28×28 pixels",
      content: .images(
        Images(
          trainingImages: fashionFile("train-images-idx3-ubyte.gz"),
          trainingLabels: fashionFile("train-labels-idx1-ubyte.gz"),
          testImages: fashionFile("t10k-images-idx3-ubyte.gz"),
          testLabels: fashionFile("t10k-labels-idx1-ubyte.gz"), classNames: clothes))),
  ]

  /// The set with a name; `nil` where there is none.
  public static func named(_ name: String) -> ShippedSet? { all.first { $0.name == name } }
}
