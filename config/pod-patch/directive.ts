/** A key of a patch that says what is done: https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md */
export const DIRECTIVE = "$patch";
