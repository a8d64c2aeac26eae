import Regularization
import TestSupport
import Testing

struct DataLoaderTests {
  private func load(
    _ name: String, _ files: MemoryFiles = MemoryFiles(),
    _ change: (inout DataSpec) -> Void = { _ in }
  ) throws -> TrainingData {
    var spec = DataSpec(DataSource(name: name))
    change(&spec)
    return try DataLoader.load(spec, seed: 1, files: files)
  }

  private func classes(_ set: DataSet) throws -> (labels: [Int32], names: [String]) {
    guard case .classes(let labels, let count, let names) = set.targets else {
      throw DataProblem("no classes", remedy: "")
    }
    #expect(names.count == count)
    return (labels, names)
  }

  // MARK: Shipped sets

  struct Shipped: Sendable {
    var name: String
    var count: Int
    var inputs: Int
    /// Sums over the samples that were counted outside of this program.
    var targetSum: Double
    var firstInputSum: Double
    var classCounts: [Int] = []
  }

  static let tables = [
    Shipped(
      name: "spambase", count: 4601, inputs: 57, targetSum: 1813, firstInputSum: 481.05,
      classCounts: [2788, 1813]),
    Shipped(name: "longley", count: 16, inputs: 6, targetSum: 1_045_072, firstInputSum: 1626.9),
    Shipped(
      name: "prostate", count: 97, inputs: 8, targetSum: 240.403527238,
      firstInputSum: 130.950929307),
    Shipped(name: "diabetes", count: 442, inputs: 10, targetSum: 67243, firstInputSum: 21445),
    Shipped(
      name: "digits", count: 1797, inputs: 64, targetSum: 8070, firstInputSum: 0,
      classCounts: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
  ]

  @Test(arguments: tables)
  func aShippedTableHasTheSamplesOfItsSource(_ shipped: Shipped) throws {
    let data = try load(shipped.name) { $0.validationShare = 0 }
    #expect(data.name == shipped.name)
    let set = data.training
    #expect(set.count == shipped.count && set.inputs == shipped.inputs)
    #expect(set.inputNames.count == shipped.inputs && data.validation.count == 0)
    guard case .reals(let reals) = set.features else { return }
    let sum = stride(from: 0, to: reals.count, by: set.inputs).reduce(0) { $0 + reals[$1] }
    #expect(abs(sum - shipped.firstInputSum) < 1e-9 * max(1, shipped.firstInputSum))
    switch set.targets {
    case .values(let values, let width):
      #expect(width == 1 && shipped.classCounts.isEmpty)
      #expect(abs(values.reduce(0, +) / shipped.targetSum - 1) < 1e-12)
    case .classes(let labels, let count, _):
      #expect((0..<count).map { label in labels.count { $0 == label } } == shipped.classCounts)
    }
  }

  @Test func digitsArePicturesWhosePixelsAreFedAsZeroToOne() throws {
    let data = try load("digits")
    #expect(data.training.imageShape == ImageShape(rows: 8, columns: 8))
    #expect(data.validation.imageShape == ImageShape(rows: 8, columns: 8))
    #expect(data.scaling?.shift.allSatisfy { $0 == 0 } == true)
    #expect(data.scaling?.scale == [Double](repeating: 1.0 / 16, count: 64))
    let standardized = try load("digits") { $0.standardizes = true }
    #expect(standardized.scaling?.scale != data.scaling?.scale)
  }

  @Test func theSmallFashionSetHasItsPicturesAndItsTestPart() throws {
    let data = try load("fashion-small")
    #expect(data.training.count == 2000 && data.validation.count == 1000 && data.test == nil)
    #expect(data.training.imageShape == ImageShape(rows: 28, columns: 28))
    let training = try classes(data.training)
    let validation = try classes(data.validation)
    #expect(training.labels.prefix(10) == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5])
    #expect(validation.labels.prefix(10) == [9, 2, 1, 1, 6, 1, 4, 6, 5, 7])
    #expect(training.names[0] == "T-shirt/top" && training.names[9] == "Ankle boot")
    func sum(_ set: DataSet) -> Int {
      guard case .bytes(let bytes) = set.features else { return 0 }
      return bytes.reduce(0) { $0 + Int($1) }
    }
    #expect(sum(data.training) == 113_529_887)
    #expect(sum(data.validation) == 58_034_149)

    let split = try load("fashion-small") { $0.validationShare = 0.1 }
    #expect(split.training.count == 1800 && split.validation.count == 200)
    #expect(split.test == data.validation)
  }

  @Test func theFullFashionSetIsThatOfThePackage() throws {
    var files = MemoryFiles()
    let package = ShippedSet.fashionPackage
    let images = FileBytes.gzip(FileBytes.images(count: 2, 1, 2) + [1, 2, 3, 4])
    let labels = FileBytes.gzip(FileBytes.labels(count: 2) + [9, 3])
    for part in ["train", "t10k"] {
      files.files[.installed(package: package, "\(part)-images-idx3-ubyte.gz")] = images
      files.files[.installed(package: package, "\(part)-labels-idx1-ubyte.gz")] = labels
    }
    let data = try load("fashion-mnist", files)
    #expect(data.training.features == .bytes([1, 2, 3, 4]) && data.validation.count == 2)
    let training = try classes(data.training)
    #expect(training.labels == [9, 3] && training.names.count == 10)
    #expect(throws: DataProblem.self) { try load("fashion-mnist") }
  }

  @Test func aTableHasOtherTargetsForTheAsking() throws {
    let data = try load("longley") { $0.target = "year" }
    #expect(data.training.inputNames.contains("totemp"))
    #expect(!data.training.targets.isOfClasses)
    let svi = try load("prostate") { $0.target = "svi" }
    #expect(try classes(svi.training).names == ["0", "1"])
    #expect(!(try load("digits") { $0.task = .values }.training.targets.isOfClasses))
  }

  // MARK: Files of the user's

  private let table = Array("a,b\n1,0\n2,1\n3,0\n4,1\n5,1\n".utf8)

  @Test func aTableMayBeCompressed() throws {
    let files = MemoryFiles(["m.csv": table, "m.gz": FileBytes.gzip(table)])
    let plain = try load("m.csv", files)
    #expect(plain.name == "m.csv" && plain.training.count == 4 && plain.validation.count == 1)
    #expect(try load("m.gz", files).training == plain.training)
  }

  static let parts: [(folder: String, training: String, test: String)] = [
    ("", "train-images-idx3-ubyte", "t10k-images-idx3-ubyte"),
    ("images/train/", "train-images-idx3-ubyte", "test-images-idx3-ubyte"),
    ("", "letters-train-images-idx3-ubyte", "letters-test-images-idx3-ubyte.gz"),
  ]

  @Test(arguments: parts)
  func labelsAndTestPartAreFoundBesideTheImages(
    names: (folder: String, training: String, test: String)
  ) throws {
    func labels(_ images: String) -> String {
      images.replacing("images", with: "labels").replacing("idx3", with: "idx1")
    }
    let files = MemoryFiles([
      names.folder + names.training: FileBytes.images(count: 2, 1, 2) + [1, 2, 3, 4],
      names.folder + labels(names.training) + ".gz": FileBytes.gzip(
        FileBytes.labels(count: 2) + [1, 0]),
      names.folder + names.test: FileBytes.images(count: 1, 1, 2) + [5, 6],
      names.folder + labels(names.test): FileBytes.labels(count: 1) + [1],
    ])
    let data = try load(names.folder + names.training, files)
    #expect(data.training.features == .bytes([1, 2, 3, 4]))
    #expect(try classes(data.training).labels == [1, 0])
    #expect(data.validation.features == .bytes([5, 6]))
    #expect(try classes(data.validation).labels == [1])
  }

  @Test func aFolderWithTheNamesOfMNISTIsASet() throws {
    let files = MemoryFiles(
      [
        "d/train-images-idx3-ubyte": FileBytes.images(count: 2, 1, 2) + [1, 2, 3, 4],
        "d/train-labels-idx1-ubyte": FileBytes.labels(count: 2) + [1, 0],
      ], folders: ["d", "empty"])
    let data = try load("d", files) { $0.validationShare = 0.5 }
    #expect(data.training.count == 1 && data.validation.count == 1 && data.test == nil)
    let problem = #expect(throws: DataProblem.self) { try load("empty", files) }
    #expect(problem?.file == "empty")
  }

  @Test func aTestPartOfAnotherSizeIsRefused() throws {
    let files = MemoryFiles([
      "train-images-idx3": FileBytes.images(count: 2, 1, 2) + [1, 2, 3, 4],
      "train-labels-idx1": FileBytes.labels(count: 2) + [1, 0],
      "test-images-idx3": FileBytes.images(count: 1, 2, 1) + [5, 6],
      "test-labels-idx1": FileBytes.labels(count: 1) + [1],
    ])
    let problem = try #require(throws: DataProblem.self) { try load("train-images-idx3", files) }
    #expect(problem.message.contains("of 2×1 pixels, those of the training part of 1×2"))
    #expect(problem.file == "test-images-idx3")
  }

  @Test func whatCannotBeLoadedIsSaid() throws {
    let files = MemoryFiles([
      "picture.png": [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0],
      "a-images-idx3": FileBytes.images(count: 2, 1, 2) + [1, 2, 3, 4],
      "a-labels-idx1x": FileBytes.labels(count: 2) + [1, 0],
      "m.csv": table,
    ])
    let faults: [(name: String, message: String)] = [
      ("digit", "there is no data set and no file “digit”"),
      ("a\u{1B}b", "no file “a\u{FFFD}b”"),
      ("picture.png", "this is neither a CSV file nor an IDX file"),
      ("a-images-idx3", "there is no file with the labels of these images"),
      ("a-labels-idx1x", "this file has labels, where images are needed"),
    ]
    for fault in faults {
      let problem = try #require(throws: DataProblem.self) { try load(fault.name, files) }
      #expect(problem.message.contains(fault.message), "\(problem)")
      #expect(!problem.remedy.isEmpty)
    }
    let unknown = #expect(throws: DataProblem.self) { try load("digit", files) }
    #expect(unknown?.remedy.contains("spiral") == true)
    #expect(unknown?.remedy.contains("digits") == true)
  }

  static let settings: [(change: @Sendable (inout DataSpec) -> Void, message: String)] = [
    ({ $0.samples = 1 }, "1 samples cannot be computed"),
    ({ $0.samples = .max }, "samples cannot be computed"),
    ({ $0.noise = -0.1 }, "the noise cannot be -0.1"),
    ({ $0.noise = .nan }, "the noise cannot be nan"),
    ({ $0.validationShare = 1 }, "the share of samples for validation cannot be 1.0"),
    ({ $0.validationShare = .nan }, "the share of samples for validation cannot be nan"),
    ({ $0.trainingLimit = 0 }, "the limit of training samples cannot be 0"),
    ({ $0.labelNoise = 1.5 }, "the share of labels that are replaced cannot be 1.5"),
    ({ $0.target = "y" }, "“spiral” has no columns"),
    ({ $0.task = .classes }, "“spiral” has its own task"),
  ]

  @Test(arguments: settings)
  func aSettingOutOfRangeIsRefused(
    sample: (change: @Sendable (inout DataSpec) -> Void, message: String)
  ) throws {
    let problem = try #require(throws: DataProblem.self) {
      try load("spiral", MemoryFiles(), sample.change)
    }
    #expect(problem.message.contains(sample.message), "\(problem)")
    #expect(problem.file == nil && !problem.remedy.isEmpty)
  }

  @Test func generatedSetsAreLoadedByTheSameRoad() throws {
    let data = try load("spiral") { $0.samples = 100 }
    #expect(data.name == "spiral" && data.training.count == 80 && data.validation.count == 20)
  }

  // MARK: The list of sets

  @Test func everyShippedSetIsDescribedBesideItsFiles() throws {
    let readme = try String(decoding: FileBytes.repository("lessons/data/README.md"), as: UTF8.self)
    #expect(ShippedSet.all.count == 7)
    for set in ShippedSet.all {
      #expect(readme.contains("| `\(set.name)` |"))
      #expect(DataSource(name: set.name) == .named(set.name), "a generated set has the same name")
    }
  }
}
