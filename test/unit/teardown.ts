export { removeTemporaryFolder as default } from "../../sandbox/testing/temporary-folder";
