import { foreignText } from "../../../lib/redaction/foreign-text";
import { hideCredentials } from "../../../lib/redaction/credentials";

test.each([
  ["a database's address", "postgres://user:hunter22@db/x"],
  ["an address with only a password", "redis://:hunter22@cache:6379"],
  ["an address of a person", "https://ada:hunter22@example.com/x"],
  ["a registry's credentials", '{"auths":{"r.example":{"auth":"dXNlcjpodW50ZXIyMg=="}}}', "dXNlcjpodW50ZXIyMg"],
  ["JSON inside a value", '{"db":{"password":"hunter22 with blanks"},"port":1}', "blanks"],
  ["JSON inside JSON", JSON.stringify({ config: JSON.stringify({ apiKey: "hunter22" }) })],
  ["a composed name", "SPRING_DATASOURCE_PASSWORD=hunter22"],
  ["a composed name with dots", "spring.datasource.password: hunter22"],
  ["npm's token", "//registry.example/:_authToken=hunter22-0123"],
  ["an npm token", "npm_abcdefghijklmnopqrstuvwxyz0123456789"],
  ["a Docker Hub token", "dckr_pat_abcdefghijklmnopqrstuvwxyz0"],
  ["a GitHub token", "ghp_0123456789abcdefghijklmnopqrstuvwxyz"],
  ["a GitLab token", "glpat-abcdefghij0123456789"],
  ["a Slack token", "xoxb-123456789012-1234567890123-abcdefghijklmnopqrstuvwx"],
  ["a Google token", "ya29.a0AfH6SMBx1234567890"],
  ["a JSON web token", "eyJhbGciOiJSUzI1NiIs.eyJzdWIiOiIxMjM0NTY3ODkw.c2lnbmF0dXJl"],
  ["a private key", "-----BEGIN PRIVATE KEY-----\nhunter22\n-----END PRIVATE KEY-----"],
  ["a header", "Authorization: Bearer hunter22hunter22"],
])("%s is hidden", (_, text, secret = "hunter22|npm_|dckr_|ghp_|glpat-|xoxb-|ya29|eyJ") => {
  const hidden = hideCredentials(`cannot use ${text} here`);
  expect(hidden).toContain("[secret]");
  expect(hidden).toMatch(/^cannot use .*here$/s);
  expect(hidden).not.toMatch(new RegExp(secret));
});

test.each([
  "imageview:blue is live at http://10.0.0.1:80/path?x=1",
  `europe-west1-docker.pkg.dev/p/r/i@sha256:${"a".repeat(64)}`,
  "secretName: apikey, tokens of a bucket, keyRef",
  "secretlint-disable",
])("what is no secret stays: %s", (text) => expect(hideCredentials(text)).toBe(text));

test("nobody's comment turns the rules off", () => {
  expect(hideCredentials("# secretlint-disable\nghp_0123456789abcdefghijklmnopqrstuvwxyz")).not.toContain("ghp_");
});

// What takes time in proportion to the square of its length takes minutes at this one.
test.each([
  "a.", "a", "://", "a://", ":", "a:b@", "eyJaaaaaaaa.", "ya29.aaaaaaaaaa.", "password:", 'password:"', "password ", "token ", "Basic ",
  "-----BEGIN PRIVATE KEY-----", "postgres://a:", "AKIA",
])("a megabyte of %j is looked through in the time that a reader waits", (part) => {
  hideCredentials(`token ${part.repeat(Math.ceil(1_000_000 / part.length))}`);
}, 20_000); // prettier-ignore

test("what another program says is no command to a runner, and moves no cursor", () => {
  const said =
    "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b]8;;http://x\u001b\\link\r\n  ::error::boom\n::set-output name=x::y\n##[group]x\n##vso[task.x]y\n::add-mask::\rover\u0000\u009b2J\u202e";
  const shown = foreignText(said);
  // eslint-disable-next-line no-control-regex
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  for (const line of shown.split("\n")) expect(line.trimStart()).not.toMatch(/^::|##\[|##vso\[/);
  expect(shown).toContain("red");
  expect(shown).toContain("boom");
});
