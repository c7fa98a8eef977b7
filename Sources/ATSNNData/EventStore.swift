/// N-MNIST recordings: one .bin file each, in folders named by their label.
struct EventStore: RecordStore {
  let kind = RecordKind.events
  /// The N-MNIST sensor, and two polarities.
  let shape = RecordShape(height: 34, width: 34, channels: 2)
  let classes: Int? = 10
  private let recordings: [(path: String, label: Int?)]

  /// Recordings in the order of `recordings`; files are opened one by one when asked for.
  init(_ recordings: [(path: String, label: Int?)]) {
    self.recordings = recordings
  }

  var count: Int { recordings.count }

  var files: [String] { recordings.map(\.path) }

  func label(_ index: Int) -> Int? { recordings[index].label }

  func origin(_ index: Int) -> RecordOrigin {
    RecordOrigin(file: recordings[index].path, index: 0)
  }

  func events(_ index: Int) throws(DataError) -> [Event] {
    try EventRecording.events(recordings[index].path)
  }
}
