export * from './capture';
export { differences, heldAgainst, isFaithful, replayed } from './faithful';
export { type Gathered, gather, type Wanted } from './gather';
export { judgedAgain } from './judge-again';
export { packed } from './pack';
export { countLines, inputOf, inputsOfEvents, onceOnly, type Placed, placedOf, unseen } from './recorded-input';
export {
  type Kept,
  type NumberedLine,
  type Plan,
  planned,
  type Recorded,
  type RetracedMoment,
  retrace,
  type Told,
  toldBetween,
} from './retrace';
