/** Whether the embedded engine is installed here. */

/** False, with a line that says so, where chdb is not installed; where `CI` is `true` it has to be. */
export const hasChdb = (): boolean => {
  try {
    require.resolve('chdb/connection');
    return true;
  } catch (cause) {
    if (process.env.CI === 'true') throw new Error('chdb is not installed, and CI runs every test', { cause });
    process.stderr.write('skipped: chdb is not installed, the embedded store is not tested\n');
    return false;
  }
};
