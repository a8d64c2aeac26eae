import Testing

struct GlossaryCommandTests {
  @Test func aTermIsFoundByItsSymbol() throws {
    let result = try CommandRunner.run(["glossary", "λ"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("strength of a penalty (λ, lambda,"))
  }

  @Test func withoutATermAllAreThere() throws {
    let result = try CommandRunner.run(["glossary", "--ascii"])
    #expect(result.status == 0)
    #expect(result.output.contains("\nlearning rate (eta, step size, lr): "))
    let strangers = result.output.filter { !$0.isASCII }
    #expect(strangers.isEmpty)
  }

  @Test func whatIsNotThereIsSaidWithWhatMayBeMeant() throws {
    let result = try CommandRunner.run(["glossary", "overfiting"])
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("no term “overfiting”; did you mean “overfitting”?"))
  }
}
