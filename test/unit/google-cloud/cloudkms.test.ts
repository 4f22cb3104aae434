import { SandboxCloud } from "./sandbox-cloud";

const project = "key-management";
const rings = `/cloudkms/v1/projects/${project}/locations/global/keyRings`;
const text = Buffer.from("a secret").toString("base64");
let cloud: SandboxCloud;

beforeAll(async () => {
  cloud = await new SandboxCloud().start();
  await cloud.enable(project, "cloudkms");
  await cloud.call("POST", `${rings}?keyRingId=pulumi`, {});
  for (const id of ["state", "other"])
    await cloud.call("POST", `${rings}/pulumi/cryptoKeys?cryptoKeyId=${id}`, { purpose: "ENCRYPT_DECRYPT" });
}, 60_000);
afterAll(async () => await cloud.stop());

const encrypt = async (more = {}) =>
  (
    await cloud.call<{ ciphertext: string }>("POST", `${rings}/pulumi/cryptoKeys/state:encrypt`, {
      plaintext: text,
      ...more,
    })
  ).body.ciphertext;

test("what is encrypted is decrypted, and is not the same twice", async () => {
  const ciphertext = await encrypt();
  expect(await encrypt()).not.toBe(ciphertext);
  const { body } = await cloud.call("POST", `${rings}/pulumi/cryptoKeys/state:decrypt`, { ciphertext });
  expect(body).toMatchObject({ plaintext: text, usedPrimary: true });
});

test.each<[string, string, object]>([
  ["by another key", "other", {}],
  ["with other additional data", "state", { additionalAuthenticatedData: text }],
  ["cut short", "state", { ciphertext: Buffer.from("short").toString("base64") }],
])("nothing is decrypted %s", async (_, key, more) => {
  const ciphertext = await encrypt();
  const { status, body } = await cloud.call("POST", `${rings}/pulumi/cryptoKeys/${key}:decrypt`, {
    ciphertext,
    ...more,
  });
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain("Decryption failed");
});

test("a wrong checksum is refused", async () => {
  const body = { plaintext: text, plaintextCrc32c: "1" };
  expect((await cloud.call("POST", `${rings}/pulumi/cryptoKeys/state:encrypt`, body)).status).toBe(400);
});

test.each<[string, string, object, number]>([
  ["in a ring that is not there", "none", { purpose: "ENCRYPT_DECRYPT" }, 404],
  ["of another purpose", "pulumi", { purpose: "ASYMMETRIC_SIGN" }, 501],
  ["in hardware", "pulumi", { purpose: "ENCRYPT_DECRYPT", versionTemplate: { protectionLevel: "HSM" } }, 501],
])("no key is made %s", async (_, ring, body, status) => {
  expect((await cloud.call("POST", `${rings}/${ring}/cryptoKeys?cryptoKeyId=new`, body)).status).toBe(status);
});
