public import Regularization

/// The mask panel of a step: a small network with dropout, gone through number by number.
public struct MaskStep: Sendable, Hashable {
  /// Its ``MaskSpec`` has no problems.
  public var plan: MaskPlan
  /// What can be looked at, at least one; the first is shown when the step opens.
  public var views: [MaskView]
  /// What the learner may turn.
  public var dials: [MaskDial]
  /// The iteration that is shown when the step opens, from 1.
  public var iteration: Int
  /// How many masks ``MaskView/expectation`` draws at first; ``MaskRanges/masks``.
  public var masks: Int
  /// The layer whose inputs ``MaskView/expectation`` and ``MaskView/conventions`` drop, 0-based.
  public var layer: Int
  /// Remarks that appear with an iteration.
  public var notes: [RowNote]

  public init(
    plan: MaskPlan, views: [MaskView] = [.network], dials: [MaskDial] = [], iteration: Int = 1,
    masks: Int = 64, layer: Int = 0, notes: [RowNote] = []
  ) {
    self.plan = plan
    self.views = views
    self.dials = dials
    self.iteration = iteration
    self.masks = masks
    self.layer = layer
    self.notes = notes
  }
}

/// A way to look at a network with dropout.
public enum MaskView: String, CaseIterable, Sendable, Hashable {
  /// Every number of an update: random numbers, masks, forward, back, what each weight does.
  case network
  /// The same as people in teams, some of whom stay at home.
  case company
  /// What is scaled when: ``DropoutConvention`` by ``DropoutConvention``.
  case conventions
  /// The mean over masks beside inference: all masks in exact numbers, and drawn ones.
  case expectation
  /// The same sample in training and in evaluation mode, and the mode forgotten.
  case modes
}

/// What a learner may turn on a mask panel.
public enum MaskDial: String, CaseIterable, Sendable, Hashable {
  /// Of every layer that drops at all.
  case dropProbability = "drop_probability"
  case seed
  /// How many masks are drawn.
  case masks
  case convention
}
