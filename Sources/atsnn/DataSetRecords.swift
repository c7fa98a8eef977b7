import ATSNNData
import ATSNNEngines
import Foundation

/// Records of golden vectors from the data sets under `$ATSNN_DATA`.
final class DataSetRecords: RecordSource {
  private let root: String?
  private var opened: [String: DataSet] = [:]

  init() {
    root = ProcessInfo.processInfo.environment["ATSNN_DATA"]
  }

  func input(_ record: GoldenRecord, for network: Network) throws(EngineError) -> [UInt8]? {
    guard let root, !root.isEmpty else { return nil }
    let path = "\(root)/\(record.dataSet)/\(record.file)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do throws(DataError) {
      let data = try dataSet(path)
      guard record.index < data.count else {
        throw DataError(
          path,
          "\(data.count) records, the vector names record \(record.index); get the data set again")
      }
      let memory = InputMemory(data.recordBytes(timesteps: network.timesteps))
      try data.copyRecord(
        record.index, timesteps: network.timesteps,
        binning: EventBinning(rawValue: network.binning) ?? .time, into: memory.bytes)
      return [UInt8](memory.bytes)
    } catch {
      throw EngineError(error)
    }
  }

  private func dataSet(_ path: String) throws(DataError) -> DataSet {
    if let known = opened[path] { return known }
    let data = try DataSet(path: path)
    opened[path] = data
    return data
  }
}
