// swift-tools-version: 6.1
// A package that uses the runtime. `../atsnn` is a checkout of this repository; a URL does as well.

import PackageDescription

let package = Package(
  name: "classify",
  dependencies: [.package(path: "../atsnn")],
  targets: [
    .executableTarget(
      name: "classify", dependencies: [.product(name: "ATSNNRuntime", package: "atsnn")])
  ]
)
