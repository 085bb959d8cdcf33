// A test file that ends its process by itself leaves tests behind that nobody saw: that is a failure, whatever exit code it chose.
if (process.env.NODE_TEST_CONTEXT?.startsWith('child')) {
  let ended = false;
  process.on('beforeExit', () => (ended = true));
  process.on('exit', () => {
    if (!ended && process.moduleLoadList.includes('NativeModule internal/test_runner/harness')) process.exitCode = 1;
  });
}
