import { nameOf, parseUrn, typeAndName, typeOf } from "../../../lib/urn";

const nested = "urn:pulumi:dev::shop::bluegreen:App$kubernetes:apps/v1:Deployment::web::blue";

test("a URN's type is without those of its parents, and its name may hold colons", () => {
  expect(parseUrn(nested)).toEqual({
    qualifiedType: "bluegreen:App$kubernetes:apps/v1:Deployment",
    type: "kubernetes:apps/v1:Deployment",
    name: "web::blue",
  });
  expect([nameOf(nested), typeOf(nested)]).toEqual(["web::blue", "kubernetes:apps/v1:Deployment"]);
  expect(typeAndName(nested)).toBe("bluegreen:App$kubernetes:apps/v1:Deployment web::blue");
});

test.each(["", "web", "urn:pulumi:dev::shop", "a::b::c::d"])("%p is no URN, and its own name", (text) => {
  expect(parseUrn(text)).toBeUndefined();
  expect([nameOf(text), typeOf(text), typeAndName(text)]).toEqual([text, "", text]);
});
