/** Entry of the Nest application `collector`: the role alone, settings from the environment. */
import { readEnvironment, runRoles } from '#roles';

runRoles({ environment: readEnvironment(), flags: { roles: ['collector'] } }).then((code) => {
  process.exitCode = code;
});
