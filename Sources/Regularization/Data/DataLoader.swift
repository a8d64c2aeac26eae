/// From a ``DataSpec`` to samples that can be trained on.
public enum DataLoader {
  /// Bytes of a file, at most, as it lies on the disk.
  public static let fileLimit = 1 << 28
  /// Bytes of a CSV file, at most, decompressed.
  public static let tableLimit = 1 << 26

  /// Reads or computes samples, parts them, and prepares them as the spec says.
  ///
  /// The seed decides points, noise, split and label noise, each by a stream of its own.
  ///
  /// *Throws*: ``DataProblem`` for a setting that is out of range and for what is wrong with files.
  public static func load(_ spec: DataSpec, seed: UInt64, files: any DataFiles)
    throws(DataProblem) -> TrainingData
  {
    try spec.check()
    switch spec.source {
    case .generated(let kind):
      let samples = kind.dataSet(samples: spec.samples, noise: spec.noise, seed: seed)
      return try TrainingData(name: kind.rawValue, samples: samples, spec: spec, seed: seed)
    case .named(let name):
      if let set = ShippedSet.named(name) {
        return try load(set, spec, seed: seed, files: files)
      }
      return try load(path: name, spec, seed: seed, files: files)
    }
  }

  private static func load(
    _ set: ShippedSet, _ spec: DataSpec, seed: UInt64, files: any DataFiles
  ) throws(DataProblem) -> TrainingData {
    switch set.content {
    case .images(let images):
      try spec.checkHasNoColumns(set.name)
      let training = try imageSet(
        images.trainingImages, images.trainingLabels, images.classNames, files: files)
      let test = try imageSet(
        images.testImages, images.testLabels, images.classNames, files: files)
      try check(test, fits: training, file: files.name(of: images.testImages))
      return try TrainingData(
        name: set.name, samples: training, test: test, spec: spec, seed: seed)
    case .table(let table):
      let file = files.name(of: table.file)
      let bytes = try files.read(table.file, limit: tableLimit)
      // Another target than the set's own is looked at as in any file.
      let isOwn = spec.target == nil || spec.target == table.target
      var samples = try CSV.samples(
        bytes, file: file, target: spec.target ?? table.target,
        task: spec.task ?? (isOwn ? table.task : nil),
        classNames: isOwn && !table.classNames.isEmpty ? table.classNames : nil)
      var scaling: InputScaling?
      if isOwn, let shape = table.imageShape, shape.rows * shape.columns == samples.inputs {
        samples.imageShape = shape
        scaling = table.white.map { InputScaling(inputs: samples.inputs, scale: 1 / $0) }
      }
      return try TrainingData(
        name: set.name, samples: samples, spec: spec, seed: seed, scaling: scaling)
    }
  }

  private static func imageSet(
    _ images: DataFile, _ labels: DataFile, _ classNames: [String], files: any DataFiles
  ) throws(DataProblem) -> DataSet {
    let (imagesFile, labelsFile) = (files.name(of: images), files.name(of: labels))
    let read = try IDX.images(files.read(images, limit: fileLimit), file: imagesFile)
    return try IDX.samples(
      read, labels: IDX.labels(files.read(labels, limit: fileLimit), file: labelsFile),
      classNames: classNames, imagesFile: imagesFile, labelsFile: labelsFile)
  }

  private static func check(_ test: DataSet, fits training: DataSet, file: String)
    throws(DataProblem)
  {
    guard let shape = test.imageShape, let other = training.imageShape, shape != other else {
      return
    }
    throw DataProblem(
      "the images of this test part are of \(shape.rows)×\(shape.columns) pixels, those of the "
        + "training part of \(other.rows)×\(other.columns)",
      remedy: "the files do not belong together; put the right ones there", file: file)
  }
}

// MARK: - Files of the user's

extension DataLoader {
  private static func load(path: String, _ spec: DataSpec, seed: UInt64, files: any DataFiles)
    throws(DataProblem) -> TrainingData
  {
    switch files.kind(of: .path(path)) {
    case .nothing: throw unknown(path)
    case .folder:
      let images = firstFile(
        of: ["train-images-idx3-ubyte.gz", "train-images-idx3-ubyte"].map { "\(path)/\($0)" },
        in: files)
      guard let images else {
        throw DataProblem(
          "the folder has no train-images-idx3-ubyte, compressed or not",
          remedy: "name a CSV file, or a folder with files named as those of MNIST", file: path)
      }
      return try loadImages(images, spec, seed: seed, files: files)
    case .file:
      let bytes = try files.read(.path(path), limit: fileLimit)
      var reader = try ByteReader(bytes, file: path)
      let beginning = try reader.read(atMost: 512)
      if IDX.isIDX(beginning) {
        return try loadImages(path, spec, seed: seed, files: files, bytes: bytes)
      }
      guard !beginning.contains(0) else {
        throw DataProblem(
          "this is neither a CSV file nor an IDX file",
          remedy: "name a CSV file, or images in the format of MNIST", file: path)
      }
      let text =
        Gzip.isGzip(bytes) ? try Gzip.inflate(bytes, limit: tableLimit, file: path) : bytes
      guard text.count <= tableLimit else {
        throw DataProblem(
          "the table has \(text.count) bytes; at most \(tableLimit) can be read",
          remedy: "leave out rows or columns", file: path)
      }
      let samples = try CSV.samples(text, file: path, target: spec.target, task: spec.task)
      return try TrainingData(name: path, samples: samples, spec: spec, seed: seed)
    }
  }

  /// Images, the labels beside them, and the test part where one lies there, too.
  private static func loadImages(
    _ path: String, _ spec: DataSpec, seed: UInt64, files: any DataFiles, bytes: [UInt8]? = nil
  ) throws(DataProblem) -> TrainingData {
    try spec.checkHasNoColumns(path)
    let images: IDX.Images
    if let bytes {
      images = try IDX.images(bytes, file: path)
    } else {
      images = try IDX.images(files.read(.path(path), limit: fileLimit), file: path)
    }
    guard let labels = firstFile(of: labelPaths(for: path), in: files) else {
      throw DataProblem(
        "there is no file with the labels of these images",
        remedy: "put it beside them, under the same name with labels-idx1 for images-idx3",
        file: path)
    }
    let training = try IDX.samples(
      images, labels: IDX.labels(files.read(.path(labels), limit: fileLimit), file: labels),
      imagesFile: path, labelsFile: labels)
    let testImages = firstFile(of: testPaths(for: path), in: files)
    guard let testImages, let testLabels = firstFile(of: labelPaths(for: testImages), in: files)
    else { return try TrainingData(name: path, samples: training, spec: spec, seed: seed) }
    var classNames: [String] = []
    if case .classes(_, _, let names) = training.targets { classNames = names }
    let test = try imageSet(.path(testImages), .path(testLabels), classNames, files: files)
    try check(test, fits: training, file: testImages)
    return try TrainingData(name: path, samples: training, test: test, spec: spec, seed: seed)
  }

  private static func firstFile(of paths: [String], in files: any DataFiles) -> String? {
    paths.first { files.kind(of: .path($0)) == .file }
  }

  private static func labelPaths(for path: String) -> [String] {
    variants(of: path, replacing: "images", by: "labels").map {
      replacing("idx3", by: "idx1", in: $0)
    }
  }

  private static func testPaths(for path: String) -> [String] {
    variants(of: path, replacing: "train", by: "t10k")
      + variants(of: path, replacing: "train", by: "test")
  }

  /// The path with a word of the file's name replaced, compressed as it is or the other way.
  private static func variants(of path: String, replacing word: String, by other: String)
    -> [String]
  {
    let variant = replacing(word, by: other, in: path)
    guard variant != path else { return [] }
    return [variant, variant.hasSuffix(".gz") ? String(variant.dropLast(3)) : variant + ".gz"]
  }

  /// The last occurrence in the file's name, not in its folder's.
  private static func replacing(_ word: String, by other: String, in path: String) -> String {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard let range = path[start...].ranges(of: word).last else { return path }
    return path.replacingCharacters(in: range, by: other)
  }

  private static func unknown(_ name: String) -> DataProblem {
    let generated = GeneratedData.allCases.map(\.rawValue).joined(separator: ", ")
    let shipped = ShippedSet.all.map(\.name).joined(separator: ", ")
    return DataProblem(
      "there is no data set and no file \(DataProblem.shown(name))",
      remedy: "name a file, or one of \(generated), \(shipped)")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, by other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
