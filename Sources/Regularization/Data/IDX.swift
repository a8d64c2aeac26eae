/// The files of MNIST and its descendants: images as bytes, and their labels.
///
/// *Formula*: a magic number (0x803 images, 0x801 labels), then the count and for images rows and
/// columns, each as 32 bits with the highest byte first; then the bytes.
///
/// *Source*: LeCun, Cortes and Burges, the MNIST database.
public enum IDX {
  /// *Shapes*: `pixels: [count, rows, columns]`.
  public struct Images: Sendable, Hashable {
    public var count: Int
    public var shape: ImageShape
    public var pixels: [UInt8]
  }

  /// Rows and columns of an image, at most.
  public static let sideLimit = 1024
  /// Bytes of all images together, at most.
  public static let pixelLimit = 1 << 30

  private static let imageMagic = 0x803
  private static let labelMagic = 0x801

  /// Whether a file, decompressed where it is compressed, begins as IDX files do.
  static func isIDX(_ beginning: some Collection<UInt8>) -> Bool {
    beginning.prefix(3).elementsEqual([0, 0, 8])
  }

  /// Images, compressed with gzip or not.
  ///
  /// *Throws*: ``DataProblem`` where the file is something else, is damaged, or has more or fewer
  /// bytes than it says.
  public static func images(_ bytes: [UInt8], file: String) throws(DataProblem) -> Images {
    var reader = try ByteReader(bytes, file: file)
    let header = try header(of: &reader, magic: imageMagic, numbers: 3, file: file)
    let (count, rows, columns) = (header[0], header[1], header[2])
    try checkCount(count, of: "images", file: file)
    guard 1...sideLimit ~= rows, 1...sideLimit ~= columns else {
      throw DataProblem(
        "the images are said to have \(rows) rows and \(columns) columns; "
          + "1 to \(sideLimit) of each can be read",
        remedy: "the file is damaged, or its images must be made smaller", file: file)
    }
    // At most 10⁶·2¹⁰·2¹⁰, so the product cannot overflow.
    let size = count * rows * columns
    guard size <= pixelLimit else {
      throw DataProblem(
        "\(count) images of \(rows)×\(columns) pixels are \(size) bytes; "
          + "at most \(pixelLimit) can be read",
        remedy: "write fewer images into the file", file: file)
    }
    let pixels = try content(of: &reader, count: size, what: "pixels", file: file)
    return Images(count: count, shape: ImageShape(rows: rows, columns: columns), pixels: pixels)
  }

  /// Labels, compressed with gzip or not.
  ///
  /// *Throws*: as ``images(_:file:)``.
  public static func labels(_ bytes: [UInt8], file: String) throws(DataProblem) -> [UInt8] {
    var reader = try ByteReader(bytes, file: file)
    let header = try header(of: &reader, magic: labelMagic, numbers: 1, file: file)
    try checkCount(header[0], of: "labels", file: file)
    return try content(of: &reader, count: header[0], what: "labels", file: file)
  }

  private static func header(
    of reader: inout ByteReader, magic: Int, numbers: Int, file: String
  ) throws(DataProblem) -> [Int] {
    let bytes = try reader.read(atMost: 4 * (numbers + 1))
    func number(at index: Int) -> Int {
      bytes[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let (wanted, other) = magic == imageMagic ? ("images", "labels") : ("labels", "images")
    if bytes.count >= 4, number(at: 0) != magic {
      let found = number(at: 0)
      if found == (magic == imageMagic ? labelMagic : imageMagic) {
        throw DataProblem(
          "this file has \(other), where \(wanted) are needed",
          remedy: "the two files were mixed up; name that of the \(wanted) here", file: file)
      }
      throw DataProblem(
        "this is no IDX file of \(wanted): it begins with \(hexadecimal(found)), "
          + "not with \(hexadecimal(magic))",
        remedy: "name a file in the format of MNIST, compressed with gzip or not", file: file)
    }
    guard bytes.count == 4 * (numbers + 1) else {
      throw DataProblem(
        "the file ends after \(bytes.count) bytes, within its header",
        remedy: "the file is cut off; get it again", file: file)
    }
    return (1...numbers).map(number(at:))
  }

  private static func checkCount(_ count: Int, of what: String, file: String) throws(DataProblem) {
    guard 1...DataSpec.sampleLimit ~= count else {
      throw DataProblem(
        "the file is said to have \(count) \(what); 1 to \(DataSpec.sampleLimit) can be read",
        remedy: count == 0 ? "name a file that has some" : "the file is damaged, or too large",
        file: file)
    }
  }

  /// Exactly the bytes that the header promises.
  private static func content(
    of reader: inout ByteReader, count: Int, what: String, file: String
  ) throws(DataProblem) -> [UInt8] {
    // Said before any memory is asked for: so many bytes cannot be in there.
    guard count <= reader.mostBytes else { throw cutOff(nil, of: count, what, file) }
    let content = try reader.read(atMost: count)
    guard content.count == count else { throw cutOff(content.count, of: count, what, file) }
    let extra = try reader.read(atMost: 1)
    guard extra.isEmpty else {
      throw DataProblem(
        "the file goes on behind the \(count) bytes of \(what) that its header promises",
        remedy: "the file is damaged; get it again", file: file)
    }
    return content
  }

  private static func cutOff(_ found: Int?, of count: Int, _ what: String, _ file: String)
    -> DataProblem
  {
    DataProblem(
      "the header promises \(count) bytes of \(what), the file has "
        + (found.map(String.init) ?? "far fewer"),
      remedy: "the file is cut off; get it again", file: file)
  }

  private static func hexadecimal(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "0x" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}

extension IDX {
  /// Images with their labels as samples; the classes are 0 to the highest label, or those named.
  ///
  /// *Throws*: ``DataProblem`` where the counts differ or a label has no name.
  public static func samples(
    _ images: Images, labels: [UInt8], classNames: [String] = [], imagesFile: String,
    labelsFile: String
  ) throws(DataProblem) -> DataSet {
    guard images.count == labels.count else {
      throw DataProblem(
        "there are \(labels.count) labels for the \(images.count) images of \(imagesFile)",
        remedy: "the two files do not belong together; get both again", file: labelsFile)
    }
    let highest = Int(labels.max() ?? 0)
    if !classNames.isEmpty, let bad = labels.firstIndex(where: { $0 >= classNames.count }) {
      throw DataProblem(
        "label \(bad + 1) is \(labels[bad]), but there are only the classes "
          + "0 to \(classNames.count - 1)",
        remedy: "the file is damaged; get it again", file: labelsFile)
    }
    guard highest > 0 || classNames.count > 1 else {
      throw DataProblem(
        "every label is 0, so there is nothing to tell apart",
        remedy: "name labels of two classes or more", file: labelsFile)
    }
    let names = classNames.isEmpty ? (0...highest).map(String.init) : classNames
    return DataSet(
      count: images.count, inputs: images.shape.rows * images.shape.columns,
      features: .bytes(images.pixels),
      targets: .classes(labels.map(Int32.init), count: names.count, names: names),
      imageShape: images.shape)
  }
}
