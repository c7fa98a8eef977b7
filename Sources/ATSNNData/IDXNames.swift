/// The publishers' names of IDX files: "train-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz".
enum IDXNames {
  private static let suffix = ".gz"

  /// The images files in `names`; of a file and its gzipped twin the file.
  static func images(in names: [String]) -> [String] {
    let all = names.filter { $0.contains("images") && $0.contains("idx3") }
    return all.filter { !($0.hasSuffix(suffix) && all.contains(String($0.dropLast(3)))) }
  }

  /// The labels file beside the images file at `path`, gzipped or not, whichever is there.
  static func labels(beside path: String) -> String? {
    let (folder, name) = Folder.split(path)
    guard name.contains("images") else { return nil }
    let plain = name.hasSuffix(suffix) ? String(name.dropLast(3)) : name
    let labels = plain.replacing("images", with: "labels").replacing("idx3", with: "idx1")
    return [labels, labels + suffix].map { folder + $0 }.first(where: Folder.isFile)
  }
}
