/** Roles: the long-running jobs that move events, and what starts them. */
export {
  CONFIG_VARIABLE,
  type Config,
  type ConfigFile,
  type Flags,
  type Problem,
  parseConfig,
  ROLES,
  type RoleName,
  readEnvironment,
  type SettingKey,
} from './config';
export { type DeadLetter, isStream, type Replayed, readDeadLetters, replayDeadLetters } from './dead-letters';
export { createLogger } from './diagnostics';
export { examine, type Finding } from './doctor';
export { packageRoot } from './package-root';
export { type Rebuilt, rebuild } from './rebuild';
export { messageOf } from './role';
export { configOf, type Run, runRoles, sayProblems } from './run';
export { type TopicChange, topics } from './topics';
