export { makeTemporaryFolder as default } from "../../sandbox/testing/temporary-folder";
