import Regularization
import Testing

struct IDXTests {
  let pixels: [UInt8] = [0, 1, 2, 3, 255, 254]

  @Test(arguments: [false, true])
  func imagesAndLabelsAreReadCompressedOrNot(isCompressed: Bool) throws {
    func file(_ bytes: [UInt8]) -> [UInt8] { isCompressed ? FileBytes.gzip(bytes) : bytes }
    let images = try IDX.images(file(FileBytes.images(count: 2, 1, 3) + pixels), file: "i")
    #expect(images.count == 2)
    #expect(images.shape == ImageShape(rows: 1, columns: 3))
    #expect(images.pixels == pixels)
    let labels = try IDX.labels(file(FileBytes.labels(count: 2) + [4, 1]), file: "l")
    #expect(labels == [4, 1])

    let samples = try IDX.samples(images, labels: labels, imagesFile: "i", labelsFile: "l")
    #expect(samples.count == 2 && samples.inputs == 3)
    #expect(samples.features == .bytes(pixels))
    #expect(samples.targets == .classes([4, 1], count: 5, names: ["0", "1", "2", "3", "4"]))
  }

  static let faultyImages: [(bytes: [UInt8], message: String)] = [
    ([], "the file ends after 0 bytes"),
    ([0, 0, 8], "the file ends after 3 bytes"),
    (Array(FileBytes.images(count: 2, 1, 3).prefix(15)), "the file ends after 15 bytes"),
    (FileBytes.labels(count: 2) + [4, 1], "this file has labels, where images are needed"),
    (FileBytes.images(0x802, count: 2, 1, 3), "it begins with 0x00000802, not with 0x00000803"),
    (Array("label,pixel1\n".utf8), "it begins with 0x6c616265"),
    (FileBytes.images(count: 0, 1, 3), "said to have 0 images"),
    (FileBytes.images(count: .max, 1, 3), "said to have 4294967295 images"),
    (FileBytes.images(count: 2, 0, 3) + [1], "0 rows and 3 columns"),
    (FileBytes.images(count: 2, 1, .max) + [1], "1 rows and 4294967295 columns"),
    (FileBytes.images(count: 1_000_000, 1024, 1024), "are 1048576000000 bytes"),
    (FileBytes.images(count: 1000, 1000, 1000), "promises 1000000000 bytes of pixels"),
    (FileBytes.images(count: 2, 1, 3) + [0, 1, 2, 3, 4], "promises 6 bytes of pixels"),
    (FileBytes.images(count: 2, 1, 3) + [0, 1, 2, 3, 4, 5, 6], "goes on behind the 6 bytes"),
  ]

  @Test(arguments: faultyImages)
  func aFaultyFileIsRefusedWithTheReason(sample: (bytes: [UInt8], message: String)) throws {
    for bytes in [sample.bytes, FileBytes.gzip(sample.bytes)] {
      let problem = try #require(throws: DataProblem.self) { try IDX.images(bytes, file: "i") }
      #expect(problem.message.contains(sample.message), "\(problem)")
      #expect(problem.file == "i" && !problem.remedy.isEmpty)
    }
  }

  @Test func aDamagedChecksumOfACompressedFileIsNoticed() {
    var file = FileBytes.gzip(FileBytes.images(count: 2, 1, 3) + pixels)
    file[file.count - 5] ^= 1
    #expect(throws: DataProblem.self) { try IDX.images(file, file: "i") }
  }

  @Test func labelsMustFitTheImages() throws {
    let images = try IDX.images(FileBytes.images(count: 2, 1, 3) + pixels, file: "i")
    let faulty: [(labels: [UInt8], names: [String], message: String)] = [
      ([1], [], "there are 1 labels for the 2 images of i"),
      ([0, 0], [], "every label is 0, so there is nothing to tell apart"),
      ([0, 2], ["a", "b"], "label 2 is 2, but there are only the classes 0 to 1"),
    ]
    for (labels, names, message) in faulty {
      let problem = #expect(throws: DataProblem.self) {
        try IDX.samples(
          images, labels: labels, classNames: names, imagesFile: "i", labelsFile: "l")
      }
      #expect(problem?.message == message)
      #expect(problem?.file == "l")
    }
  }
}
