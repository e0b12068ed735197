// The list of errors above a form gets the focus. Without this module it is read first all the same.
document.querySelector("[data-wde-error-summary]")?.focus();
