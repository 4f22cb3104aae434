/** All of these stacks are the project's own program: what differs is in their stack files. */
export * from "../index";
