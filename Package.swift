// swift-tools-version: 6.1
import PackageDescription

/// What every Swift target is compiled with.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The graph below is a promise; `Tests/ArchitectureTests` reads every import and holds it.
let package = Package(
  name: "regtutor",
  products: [.executable(name: "regtutor", targets: ["regtutor"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
  ],
  // Data that tests read (reference figures, snapshots, recorded sessions, faulty lessons) lies
  // beside the targets and is found by its path, so no target copies it.
  targets: [
    // The terminal library of the system; imported by NcursesTerminal alone.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),

    // The compression library of the system; imported by Regularization alone, where it is a
    // function of bytes.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    // The arithmetic of training in vector types, for several instruction sets; optimised in debug
    // builds, too, so that they can train. No product or sum may be fused but where it is written.
    .target(
      name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off", "-fno-fast-math"])]),

    // The compute module: no terminal, no YAML, no clock, no global randomness.
    .target(
      name: "Regularization", dependencies: ["BigInt", "CKernels", "CZlib"], swiftSettings: house),

    // Lessons as data; the only target that reads YAML.
    .target(name: "Lessons", dependencies: ["Regularization", "Yams"], swiftSettings: house),

    // Cells, keys and widgets; knows no lesson.
    .target(name: "TerminalUI", swiftSettings: house),

    // Draws a buffer's difference and reads keys; knows no screen.
    .target(
      name: "NcursesTerminal", dependencies: ["CNcurses", "TerminalUI"], swiftSettings: house),

    // State, update, view; does no input or output.
    .target(
      name: "Tutor", dependencies: ["TerminalUI", "Lessons", "Regularization"], swiftSettings: house
    ),

    // What was done, in a database; the only target that knows SQLite. Knows no screen.
    .target(
      name: "Journal", dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: house),

    // Commands and effects: files, signals, the event loop, the clock.
    .executableTarget(
      name: "regtutor",
      dependencies: [
        "NcursesTerminal", "TerminalUI", "Tutor", "Journal", "Lessons", "Regularization",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: house),

    // What the tests share: snapshots, fixtures, the way to the repository's folders.
    .target(
      name: "TestSupport", dependencies: ["TerminalUI"], path: "Tests/TestSupport",
      swiftSettings: house),

    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: house),
    .testTarget(
      name: "RegularizationTests", dependencies: ["Regularization", "CKernels", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "LessonsTests", dependencies: ["Lessons", "Regularization", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "TerminalUITests", dependencies: ["TerminalUI", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "TutorTests",
      dependencies: [
        "Tutor", "Lessons", "Regularization", "TerminalUI", "TestSupport",
        .product(name: "CustomDump", package: "swift-custom-dump"),
      ], swiftSettings: house),
    .testTarget(
      name: "JournalTests", dependencies: ["Journal", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "TestSupport", "regtutor", "Journal", "Tutor", "Lessons", "Regularization", "TerminalUI",
      ],
      swiftSettings: house),
  ]
)
