import crypto from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { deployPlatform } from "../../../infra";
import { deployWorkloads } from "../../../workloads";
import { registered, stackFile } from "./program";

const examples = ["examples", "examples/data-platform"].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => /^Pulumi\.\w[\w-]*\.yaml$/.test(file))
    .map((file) => join(folder, file)),
);

beforeAll(() => {
  // A token that is made once is another at every run.
  jest.spyOn(crypto, "randomBytes").mockImplementation((size: number) => Buffer.alloc(size));
  // What a person would have in the environment; the goldens hold these words, and no key.
  Object.assign(process.env, {
    TLS_CERTIFICATE: "the certificate",
    TLS_KEY: "the key",
    MYSQL_ROOT_PASSWORD: "the password of a database",
    NOTEBOOK_PASSWORD: "the password of a user",
    GOOGLE_CLIENT_SECRET: "the client's secret",
  });
});

/** Every resource of every example with its inputs: a changed name replaces the resource, a changed input reaches users. */
test.each(["Pulumi.dev.yaml", ...examples])("%s makes what it made before", async (file) => {
  const { resources } = await registered(() => {
    const stack = stackFile(file);
    const { access, images } = deployPlatform(stack);
    return deployWorkloads({ ...stack, ...access, images });
  });
  expect(resources.length).toBeGreaterThan(2);
  expect(Object.fromEntries(resources.map(({ type, name, inputs }) => [`${type} ${name}`, inputs]))).toMatchSnapshot();
});
