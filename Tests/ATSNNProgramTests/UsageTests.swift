import Testing

/// Wrong use: one line that says what to do, exit status 2.
@Suite struct UsageTests {
  @Test func refusesWrongUse() throws {
    let cases: [([String], String)] = [
      ([], "see 'atsnn --help'"),
      (["frobnicate"], "Unexpected argument 'frobnicate'; see 'atsnn --help'"),
      (["run"], "see 'atsnn run --help'"),
      (["run", "a.atsnn"], "--data"),
      (["run", "a.atsnn", "--data", "b", "--speed", "9"], "Unknown option '--speed'"),
      (["run", "a.atsnn", "--data", "b", "--limit", "0"], "--limit must be 1 or more"),
      (["run", "a.atsnn", "--data", "b", "--limit", "-1"], "--limit must be 1 or more"),
      (["run", "a.atsnn", "--data", "b", "--timesteps", "-1"], "--timesteps must be 1 or more"),
      (["run", "a.atsnn", "--data", "b", "--threads", "-1"], "--threads must be"),
      (["run", "a.atsnn", "--data", "b", "--share", "both"], "'both' is invalid for '--share"),
      (
        ["verify", "--golden", "a", "--engine", "accelerator", "--threads", "2"], "for the runtime"
      ),
      (["data", "", "--record", "-1", "-o", "x"], "an empty path: no such file"),
      (["verify", "--golden", ""], "an empty path: give a folder of vectors"),
      (["run", "", "--data", "b"], "an empty path: cannot be opened"),
      (["run", "a.atsnn", "--data", "b", "--limit", "x"], "'x' is invalid for '--limit"),
      (["run", "a.atsnn", "--data", "b", "--exit", "confidence:2"], "confidence:2"),
      (["run", "a.atsnn", "--data", "b", "--threads", "0"], "--threads must be"),
      (["run", "a.atsnn", "--data", "b", "--timesteps", "0"], "--timesteps must be"),
      (["run", "a.atsnn", "--data", "b", "--budget", "0"], "'0' is invalid for '--budget"),
      (["run", "a.atsnn", "--data", "b", "--budget", "-1"], "'-1' is invalid for '--budget"),
      (["run", "a", "--data", "b", "--budget", "9223372036854775808"], "is invalid for '--budget"),
      (["budget", "a.atsnn"], "give --deadline-ms with --operations-per-second, or"),
      (["budget", "a.atsnn", "--deadline-ms", "1"], "give --deadline-ms with"),
      (
        ["budget", "a", "--deadline-ms", "0", "--operations-per-second", "1"], "must be above 0"
      ),
      (
        [
          "budget", "a", "--millijoules", "1", "--picojoules-per-operation", "1", "--begin-us", "1",
        ], "give --deadline-ms with"
      ),
      (["verify"], "--golden"),
      (["verify", "--golden", "x", "--engine", "abacus"], "'abacus' is invalid"),
      (["inspect", "a", "b"], "Unexpected argument 'b'"),
      (["quantize", "m", "--calibration", "d"], "--output"),
      (["quantize", "m", "--calibration", "d", "-o", "i", "--weights", "int4"], "int4"),
      (["quantize", "m", "--calibration", "d", "-o", "i", "--header", "i"], "different files"),
      (["quantize", "m", "--calibration", "d", "-o", "i", "--header", "./i"], "different files"),
      (["quantize", "m", "--calibration", "d", "-o", "i", "--scale-images", "0"], "must be 1 to"),
      (
        [
          "quantize", "m", "--calibration", "d", "-o", "i", "--scale-images", "\(Int.max)",
          "--threshold-images", "\(Int.max)",
        ], "must be 1 to"
      ),
      (["data", "d", "--record", "1"], "belong together"),
    ]
    for (arguments, part) in cases { try AtsnnProgram.expectRefusal(arguments, part) }
  }

  @Test func refusesMissingFiles() throws {
    let image = Repository.vectors + "/leak-decay/image.atsnn"
    let cases = [
      ["inspect", "none.atsnn"], ["run", "none.atsnn", "--data", "none"],
      ["run", image, "--data", "none"], ["bench", image, "--data", "none"],
      ["energy", image, "--data", "none"], ["verify", "--golden", "none"],
      ["verify", "none.atsnn", "--golden", Repository.vectors + "/leak-decay"],
      ["check", "none.safetensors"], ["data", "none"],
      ["reference", "none.safetensors", "--data", "none"],
      ["quantize", "none.safetensors", "--calibration", "none", "-o", "none.atsnn"],
    ]
    for arguments in cases { try AtsnnProgram.expectRefusal(arguments, "none") }
  }
}
