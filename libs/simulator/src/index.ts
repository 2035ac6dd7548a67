export { type Chance, chanceOf } from './chance';
export { chanceScenario, kernelOf } from './chance-scenario';
export {
  type FleetSpec,
  fleetProblems,
  fleetScenarios,
  type GroupSpec,
  type HandoffSpec,
  type KernelSpec,
} from './fleet';
export { PRINTED_FORMS, type PrintedForm, type PrintkRecord, print, type Scene } from './form';
export { type Deviation, deviationsOf, type Hypothesis, hypotheses, traitsOf } from './hypothesis';
export { LOSSES, type Loss } from './loss';
export { CATALOGUE, type Model } from './model/catalogue';
export { isFrom, type Kernel } from './model/kernel';
export {
  buildMachine,
  type DeviceSpec,
  devicesOf,
  type Machine,
  type PciFunction,
  PLACES,
  PLATFORMS,
  type Place,
  type Platform,
} from './model/machine';
export { labelOf, STEPS, type Step, stepsOf } from './model/policy';
export { SOUND, TRAIT_VALUES, type Traits } from './model/trait';
export { type DeviceTruth, TRUE_VERDICTS, type TrueVerdict } from './model/truth';
export { type PrintedHost, printHost } from './print-host';
export type { HandoffPlan, Regression, Scenario } from './scenario';
export { type HandoffTruth, type SimulatedBoot, type SimulatedHost, simulateHost } from './simulate';
