import Lessons
import Regularization

extension MaskPanelState {
  mutating func update(_ message: TutorMessage) -> PanelReply {
    defer { settle() }
    // Whoever takes a hand in it wants to look at what is there.
    if message != .ticked, message != .mask(.playOrPause) { isPlaying = false }
    switch message {
    case .nextPressed: return advance() ? .done : .forward
    case .backPressed: return retreat() ? .done : .back
    case .firstPressed: place = Place(iteration: 1)
    case .lastPressed: place = Place(iteration: iterations, phase: place.phase)
    case .upPressed: moveChoice(by: -1)
    case .downPressed: moveChoice(by: 1)
    case .columnRightPressed: moveLayer(by: 1)
    case .columnLeftPressed: moveLayer(by: -1)
    case .focusForwardPressed: moveFocus(by: 1)
    case .focusBackwardPressed: moveFocus(by: -1)
    case .dialUpPressed, .dialDownPressed:
      if let dial = focusedDial { turn(dial, up: message == .dialUpPressed) }
    case .dialTypingPressed:
      isTypingValue = focusedDial?.takesFigures == true
      typed = ""
    case .resetPressed: reset()
    case .allDigitsPressed: showsAllDigits.toggle()
    case .leavePressed, .typedCancelled: cancelTyping()
    case .typed(let character): if typed.count < 60 { typed.append(character) }
    case .eraseTypedPressed: if !typed.isEmpty { typed.removeLast() }
    case .typedSubmitted: if let notice = submit() { return .say(notice) }
    case .mask(let command): take(command)
    case .ticked: tick()
    default: break
    }
    return .done
  }

  private mutating func take(_ command: MaskCommand) {
    switch command {
    case .nextView: moveView(by: 1)
    case .previousView: moveView(by: -1)
    case .nextIteration: if place.iteration < iterations { place.iteration += 1 }
    case .previousIteration: place.iteration = max(1, place.iteration - 1)
    case .nextRow: moveRow(by: 1)
    case .previousRow: moveRow(by: -1)
    case .newSeed: setSeed(spec.seed &+ 1)
    case .people:
      show(view == .company ? .network : .company)
    case .playOrPause:
      // Behind the last morning it begins again.
      if !isPlaying, !hasNextMorning { place = Place(iteration: 1) }
      isPlaying.toggle()
    }
  }

  private mutating func tick() {
    guard isPlaying else { return }
    isPlaying = moveMorning(by: 1) && hasNextMorning
  }

  /// Stands still: it is out of sight.
  mutating func pause() { isPlaying = false }

  mutating func cancelTyping() {
    typed = ""
    isTypingValue = false
  }

  // MARK: Place

  /// Goes a part of the update on; returns whether there was one.
  private mutating func advance() -> Bool {
    guard view == .network else { return move(by: 1) }
    switch place.phase {
    case .weights:
      guard place.iteration < iterations else { return false }
      place = Place(iteration: place.iteration + 1)
    case .back where place.row < rows - 1:
      place = Place(iteration: place.iteration, row: place.row + 1)
    default: place.phase = Phase(rawValue: place.phase.rawValue + 1) ?? .weights
    }
    return iteration != nil
  }

  private mutating func retreat() -> Bool {
    guard view == .network else { return move(by: -1) }
    if let phase = Phase(rawValue: place.phase.rawValue - 1) {
      place.phase = phase
    } else if place.row > 0 {
      place = Place(iteration: place.iteration, row: place.row - 1, phase: .back)
    } else {
      guard place.iteration > 1 else { return false }
      place = Place(iteration: place.iteration - 1, phase: .weights)
    }
    return iteration != nil
  }

  /// Goes on in a view that has no parts of an update.
  private mutating func move(by amount: Int) -> Bool {
    switch view {
    case .network, .company, .modes: return moveMorning(by: amount)
    case .expectation:
      guard spec.inputs.indices.contains(sample + amount) else { return false }
      sample += amount
      return true
    case .conventions: return false
    }
  }

  /// Goes to the next sample of the batch, or of the next update; returns whether there is one.
  mutating func moveMorning(by amount: Int) -> Bool {
    let row = place.row + amount
    if 0..<rows ~= row {
      place = Place(iteration: place.iteration, row: row)
      return true
    }
    guard 1...max(1, iterations) ~= place.iteration + amount, iteration != nil else { return false }
    place = Place(iteration: place.iteration + amount, row: amount > 0 ? 0 : .max)
    settle()
    return true
  }

  /// Goes through the samples of the batch and round.
  private mutating func moveRow(by amount: Int) {
    guard rows > 1 else { return }
    if place.phase == .weights { place.phase = .back }
    place.row = (place.row + amount + rows) % rows
  }

  // MARK: Choice

  private mutating func moveChoice(by amount: Int) {
    guard view == .network else {
      line = max(0, line + amount)
      return
    }
    if place.phase == .weights {
      let places = iteration?.weights[weight.layer].map(\.place) ?? []
      guard let index = places.firstIndex(of: weight) else { return }
      weight = places[min(max(0, index + amount), places.count - 1)]
    } else {
      unit.unit = min(max(0, unit.unit + amount), spec.units(ofLayer: unit.layer) - 1)
    }
  }

  private mutating func moveLayer(by amount: Int) {
    if view == .expectation || view == .modes {
      let count = spec.network.outputs
      output = (output + amount + count) % count
    } else if place.phase == .weights, view == .network {
      let count = spec.network.layers.count
      let layer = (weight.layer + amount + count) % count
      if layer != weight.layer { weight = WeightPlace(layer: layer, input: 0, unit: 0) }
    } else {
      let count = spec.network.layers.count + 1
      unit.layer = (unit.layer + amount + count) % count
      unit.unit = min(unit.unit, spec.units(ofLayer: unit.layer) - 1)
    }
  }

  private mutating func moveView(by amount: Int) {
    let count = step.views.count
    guard count > 1, let index = step.views.firstIndex(of: view) else { return }
    show(step.views[(index + amount + count) % count])
  }

  private mutating func show(_ view: MaskView) {
    self.view = view
    line = 0
    if view == .expectation, let pass { sample = pass.sample }
  }

  private mutating func moveFocus(by amount: Int) {
    let count = step.dials.count + 1
    let next = ((focus.map { $0 + 1 } ?? 0) + amount + count) % count
    focus = next == 0 ? nil : next - 1
  }

  private mutating func reset() {
    plan = step.plan
    masks = step.masks
    place = Place(iteration: step.iteration)
    line = 0
    cancelTyping()
  }
}
