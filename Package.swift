// swift-tools-version: 6.1
// The Embedded builds take the runtime's sources by the Makefile's command line: an Embedded flag
// in this manifest would keep `swift test` from importing the module.

import PackageDescription

let package = Package(
  name: "atsnn",
  products: [
    .library(name: "ATSNNRuntime", targets: ["ATSNNRuntime"]),
    .library(name: "ATSNNQuantization", targets: ["ATSNNQuantization"]),
    .executable(name: "atsnn", targets: ["atsnn"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CKernels", path: "Sources/CKernels"),
    .target(name: "ATSNNKernels", dependencies: ["CKernels"]),
    .target(name: "ATSNNRuntime", dependencies: ["ATSNNKernels", "CKernels"]),
    .target(name: "ATSNNData", dependencies: ["ATSNNRuntime", "CZlib"]),
    .target(
      name: "CAccelerator",
      path: "Firmware",
      exclude: [
        "tests", "accelerator/tables", "accelerator/configurations", "accelerator/spaces",
        "embedded", "boards", "replay",
        "examples", "driver", "packages", "memory",
      ],
      sources: ["accelerator"],
      publicHeadersPath: "include"
    ),
    .target(
      name: "ATSNNEngines",
      dependencies: ["ATSNNRuntime", "ATSNNData", "CAccelerator", "CCrypto"]
    ),
    .target(
      name: "ATSNNQuantization",
      dependencies: ["ATSNNRuntime", "ATSNNData", "ATSNNEngines", "COpenBLAS"],
      path: "Quantization/Sources"
    ),
    .executableTarget(
      name: "atsnn",
      dependencies: [
        "ATSNNRuntime", "ATSNNData", "ATSNNEngines", "ATSNNQuantization",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .systemLibrary(
      name: "CZlib", path: "Sources/CSystem/CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", path: "Sources/CSystem/COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CCrypto", path: "Sources/CSystem/CCrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .testTarget(
      name: "ATSNNRuntimeTests", dependencies: ["ATSNNRuntime", "CAllocationCounter"]),
    .testTarget(name: "ATSNNDataTests", dependencies: ["ATSNNData"]),
    .testTarget(name: "ATSNNEnginesTests", dependencies: ["ATSNNEngines"]),
    .testTarget(name: "ATSNNQuantizationTests", dependencies: ["ATSNNQuantization"]),
    .testTarget(
      name: "ATSNNProgramTests", dependencies: ["ATSNNEngines", "ATSNNRuntime"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)
