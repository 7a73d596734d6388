#!/bin/sh
# The step of action.yml. Builds xzact from the checkout that the action is in, so that what runs is what the workflow
# pins, and audits the archive. XZACT names another command, for tests.
set -eu

fail() {
    echo "::error title=xzact::$1"
    exit 2
}

[ -n "${XZACT_ARCHIVE-}" ] || fail 'the input "archive" is empty'
[ -f "$XZACT_ARCHIVE" ] || fail 'the input "archive" names no file'
reports=${XZACT_REPORTS:-xzact-reports}
mkdir -p "$reports"
if [ -z "${XZACT-}" ]; then
    here=$(cd "$(dirname "$0")/../.." && pwd)
    dotnet build -c Release -v quiet --nologo "$here/src/Xzact.Audit.Tool"
    XZACT="dotnet $here/artifacts/bin/Xzact.Audit.Tool/release/Xzact.Audit.Tool.dll"
fi

# Settings of the account are no settings of the workflow, and a build before this step may have written them.
XDG_CONFIG_HOME=$(mktemp -d)
export XDG_CONFIG_HOME
rm -f "$reports/xzact.html" "$reports/xzact.json" "$reports/xzact.sarif" "$reports/xzact.md"
set -- audit "$XZACT_ARCHIVE" --source "${XZACT_SOURCE:-.}" --fail-on "${XZACT_FAIL_ON:-high}" --format github \
    --report "html=$reports/xzact.html" --report "json=$reports/xzact.json" --report "sarif=$reports/xzact.sarif" \
    --report "markdown=$reports/xzact.md"
[ -z "${XZACT_TAG-}" ] || set -- "$@" --tag "$XZACT_TAG"
[ -z "${XZACT_PREVIOUS-}" ] || set -- "$@" --previous "$XZACT_PREVIOUS"
while IFS= read -r option; do
    [ -z "$option" ] || set -- "$@" "$option"
done <<OPTIONS
${XZACT_OPTIONS-}
OPTIONS

status=0
$XZACT "$@" || status=$?
rmdir "$XDG_CONFIG_HOME" || true
if [ -n "${GITHUB_OUTPUT-}" ] && [ -f "$reports/xzact.sarif" ]; then
    printf 'sarif=%s\nhtml=%s\n' "$reports/xzact.sarif" "$reports/xzact.html" >> "$GITHUB_OUTPUT"
fi

if [ -n "${GITHUB_STEP_SUMMARY-}" ] && [ -f "$reports/xzact.md" ]; then
    cat "$reports/xzact.md" >> "$GITHUB_STEP_SUMMARY"
fi

exit "$status"
