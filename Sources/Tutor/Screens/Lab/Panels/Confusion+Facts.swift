import Regularization

extension Confusion {
  var classes: Int { min(names.count, counts.count) }
  var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
  var found: Int { (0..<classes).reduce(0) { $0 + count($1, $1) } }

  func count(_ label: Int, _ found: Int) -> Int {
    counts.indices.contains(label) && counts[label].indices.contains(found)
      ? counts[label][found] : 0
  }

  func samples(of label: Int) -> Int {
    counts.indices.contains(label) ? counts[label].reduce(0, +) : 0
  }

  func name(_ label: Int) -> String {
    names.indices.contains(label) ? names[label] : "\(label)"
  }

  /// Which classes are taken for which others, the most frequent first, of equal ones the first
  /// class.
  func mistakes(_ limit: Int) -> [(label: Int, found: Int, count: Int)] {
    var all: [(label: Int, found: Int, count: Int)] = []
    for label in 0..<classes {
      for found in 0..<classes where found != label && count(label, found) > 0 {
        all.append((label, found, count(label, found)))
      }
    }
    return Array(
      all.sorted { ($1.count, $0.label, $0.found) < ($0.count, $1.label, $1.found) }.prefix(limit))
  }
}
