import ATSNNEngines
import ATSNNRuntime
import Testing

/// `inspect` gives the contract's fields.
@Suite struct InspectTests {
  @Test func describesAnImage() throws {
    let image = Repository.vectors + "/residual-projection/image.atsnn"
    let report = try AtsnnProgram.json(["inspect", image])
    #expect(report["arithmetic_version"] as? Int == 1)
    #expect(report["flash_bytes"] as? Int == (try Repository.bytes(image)).count)
    let layers = report["layers"] as? [[String: Any]] ?? []
    let bytes = layers.reduce(0) { $0 + ($1["weight_bytes"] as? Int ?? 0) }
    #expect(report["weight_bytes"] as? Int == bytes)
    #expect(layers.last?["kind"] as? String == "read_out")
    let ram = report["ram"] as? [String: Int] ?? [:]
    #expect(report["ram_bytes"] as? Int == ram.values.reduce(0, +))
    let sessions = report["session_bytes"] as? [String: Int] ?? [:]
    #expect(sessions["64_bit_addresses"] == report["ram_bytes"] as? Int)
    let model = try Model(path: image)
    let plan = withExtendedLifetime(model) { MemoryPlan(model.image) }
    #expect(report["program_ram_bytes"] as? Int == plan.totalBytes)
    let shared = withExtendedLifetime(model) { MemoryPlan(model.image, slices: 3) }
    let further = report["program_ram_bytes_per_further_thread"] as? Int ?? 0
    #expect(further > 0 && plan.totalBytes + 2 * further == shared.totalBytes)
    #expect((sessions["32_bit_addresses"] ?? 0) < (sessions["64_bit_addresses"] ?? 0))
    #expect((report["exit"] as? [String: Any])?["score"] as? String == "never")
    #expect((report["timesteps"] as? Int ?? 0) > 0)
  }

  @Test func showsThresholdsInHumanUnits() throws {
    let image = Repository.vectors + "/exit-confidence/image.atsnn"
    let exit = try AtsnnProgram.json(["inspect", image])["exit"] as? [String: Any] ?? [:]
    #expect(exit["score"] as? String == "confidence")
    let human = exit["thresholds"] as? [Double] ?? []
    let integers = exit["integer_thresholds"] as? [Int] ?? []
    #expect(human.count == integers.count)
    for (share, integer) in zip(human, integers) {
      #expect(abs(share - Double(integer) / 16_777_216) < 1e-12)
    }
    let text = try AtsnnProgram.run(["inspect", image]).output
    #expect(text.contains("confidence at or above"))
    #expect(text.contains("RAM: session"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
