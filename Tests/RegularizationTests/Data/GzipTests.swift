import Regularization
import Testing

struct GzipTests {
  let content = Array("regularization".utf8)

  @Test func aFilePutTogetherByHandIsInflated() throws {
    #expect(try Gzip.inflate(FileBytes.gzip(content), limit: 100, file: "a.gz") == content)
    #expect(try Gzip.inflate(FileBytes.gzip([]), limit: 0, file: "a.gz") == [])
  }

  @Test func aFileOfTheCourseHasTheLengthThatItSays() throws {
    let bytes = try FileBytes.repository(
      "lessons/data/fashion-small-train-images-idx3-ubyte.gz")
    let inflated = try Gzip.inflate(bytes, limit: 2_000_000, file: "a.gz")
    #expect(inflated.count == 16 + 2000 * 784)
    #expect(FileBytes.little(FileBytes.checksum(inflated)) == Array(bytes.suffix(8).prefix(4)))
  }

  @Test func membersBehindOneAnotherAndZerosAtTheEndAreRead() throws {
    let two = FileBytes.gzip(content) + FileBytes.gzip([1, 2]) + [0, 0, 0]
    #expect(try Gzip.inflate(two, limit: 100, file: "a.gz") == content + [1, 2])
  }

  @Test func theLimitIsExact() throws {
    let file = FileBytes.gzip(content)
    #expect(try Gzip.inflate(file, limit: content.count, file: "a.gz") == content)
    let problem = #expect(throws: DataProblem.self) {
      try Gzip.inflate(file, limit: content.count - 1, file: "a.gz")
    }
    #expect(problem?.message.contains("more than 13 bytes") == true)
  }

  @Test func everyCutIsNoticed() throws {
    let file = FileBytes.gzip(content)
    for length in 2..<file.count {
      let problem = #expect(throws: DataProblem.self) {
        try Gzip.inflate(Array(file[..<length]), limit: 100, file: "a.gz")
      }
      #expect(problem?.message == "the compressed data end in the middle", "\(length)")
      #expect(problem?.file == "a.gz")
    }
  }

  @Test func everyDamagedByteBehindTheHeaderIsNoticed() {
    let file = FileBytes.gzip(content)
    for index in 10..<file.count {
      var damaged = file
      damaged[index] ^= 0xFF
      #expect(throws: DataProblem.self, "\(index)") {
        try Gzip.inflate(damaged, limit: 100, file: "a.gz")
      }
    }
  }

  @Test func whatIsNoGzipFileIsNamedSo() {
    for bytes in [[], [0x1F], Array("x,y\n".utf8)] as [[UInt8]] {
      let problem = #expect(throws: DataProblem.self) {
        try Gzip.inflate(bytes, limit: 100, file: "a.gz")
      }
      #expect(problem?.message.hasPrefix("this is no gzip file") == true)
    }
    let extra = FileBytes.gzip(content) + [7]
    let problem = #expect(throws: DataProblem.self) {
      try Gzip.inflate(extra, limit: 100, file: "a.gz")
    }
    #expect(problem?.message.hasPrefix("1 bytes stand behind") == true)
  }
}
