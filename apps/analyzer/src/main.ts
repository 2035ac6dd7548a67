/** Entry of the Nest application `analyzer`: what `quiesce start` does, settings from the environment alone. */
import { readEnvironment, runRoles } from '#roles';

runRoles({ environment: readEnvironment(), flags: {} }).then((code) => {
  process.exitCode = code;
});
