/// Something of each of two weights.
public struct Pair<Value> {
  public var first: Value
  public var second: Value

  public init(_ first: Value, _ second: Value) {
    self.first = first
    self.second = second
  }

  /// By the weight's index, 0 or 1.
  public subscript(index: Int) -> Value {
    get { index == 0 ? first : second }
    set {
      if index == 0 { first = newValue } else { second = newValue }
    }
  }

  public func map<Result>(_ transform: (Value) -> Result) -> Pair<Result> {
    Pair<Result>(transform(first), transform(second))
  }
}

extension Pair: Equatable where Value: Equatable {}
extension Pair: Hashable where Value: Hashable {}
extension Pair: Sendable where Value: Sendable {}
