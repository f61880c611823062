#!/usr/bin/env bash
# Reviews the documents of a pull request: what changed in them since the base, as a
# comment and in the job's summary, and what is to be looked at, as annotations.
#
# Run within a checkout, with these variables:
#   PATHS         files and folders with documents, one a line [seeds]
#   BASE          the commit to compare with; none: there was nothing before
#   FAIL_ON       error, warning or never: what makes this script fail [error]
#   YOSAN         the program [yosan]
#   WORK          the folder to write to [a new one]
#   PULL_REQUEST  the number of the pull request to comment on; none: no comment
#   HEAD_REPO     the repository that the pull request comes from
#   GH_TOKEN      for `gh`, which comments
# and those that GitHub Actions sets. The exit status is that of `yosan check`.
set -euo pipefail

mapfile -t paths <<< "${PATHS:-seeds}"
yosan=$(command -v "${YOSAN:-yosan}")
work=${WORK:-$(mktemp -d)}
marker='<!-- yosan: what changed in the documents -->'

# Prints what a document may have had a hand in, so that no line of it is a command to
# the runner.
plainly() {
    local status=0 token
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    if [[ -n ${GITHUB_ACTIONS:-} ]]; then echo "::stop-commands::$token"; fi
    "$@" 2>&1 || status=$?
    if [[ -n ${GITHUB_ACTIONS:-} ]]; then echo "::$token::"; fi
    return "$status"
}

# Extracts the documents of checkout $1 to folder $2, which stays empty if there are none.
extract() {
    local there=() path status=0
    for path in "${paths[@]}"; do
        if [[ -n $path && -e $1/$path ]]; then there+=("$path"); fi
    done
    rm -rf "$2"
    mkdir -p "$2"
    if ((${#there[@]} == 0)); then return; fi
    cd "$1"
    plainly "$yosan" extract --quiet --out "$2" -- "${there[@]}" || status=$?
    cd - > /dev/null
    # What could not be read is in the manifest, and so in the review.
    if [[ ! -f $2/manifest.json ]]; then exit "$status"; fi
}

# Makes $work/base the checkout of the base, empty if there is none.
checkout_base() {
    rm -rf "$work/base"
    git worktree prune
    if [[ -z ${BASE:-} ]]; then
        mkdir -p "$work/base"
        return
    fi
    if ! git rev-parse --quiet --verify --end-of-options "$BASE^{commit}" > /dev/null; then
        git fetch --quiet --depth=1 origin -- "$BASE"
    fi
    git worktree add --quiet --detach "$work/base" \
        "$(git rev-parse --verify --end-of-options "$BASE^{commit}")"
}

# Puts the changes into the one comment of this script on the pull request. A pull
# request in which nothing changed gets none.
comment() {
    local comments id
    comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
    id=$(gh api --paginate "$comments?per_page=100" --jq \
        ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" |
        sed -n 1p) || return 1
    { echo "$marker"; cat "$work/changes.md"; } > "$work/comment.md"
    if [[ -n $id ]]; then
        gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" \
            -F body=@"$work/comment.md"
    elif ((changed)); then
        gh api --silent --method POST "$comments" -F body=@"$work/comment.md"
    fi
}

mkdir -p "$work"
work=$(cd "$work" && pwd)
checkout_base
extract "$work/base" "$work/old"
git worktree remove --force "$work/base" 2> /dev/null || rm -rf "$work/base"
extract "$PWD" "$work/new"

changed=0
"$yosan" diff "$work/old" "$work/new" --format markdown --out "$work/changes.md" || changed=$?
if ((changed > 1)); then exit "$changed"; fi
plainly "$yosan" diff "$work/old" "$work/new" || true
if [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then cat "$work/changes.md" >> "$GITHUB_STEP_SUMMARY"; fi
if [[ -n ${GITHUB_OUTPUT:-} ]]; then
    echo "folder=$work" >> "$GITHUB_OUTPUT"
    if ((changed)); then echo "changed=true"; else echo "changed=false"; fi >> "$GITHUB_OUTPUT"
fi

if [[ -z ${PULL_REQUEST:-} ]]; then
    :
elif [[ ${HEAD_REPO:-} != "$GITHUB_REPOSITORY" ]]; then
    echo '::notice::A pull request from a fork may not comment: the changes are in the summary.'
elif ! comment; then
    echo '::notice::The comment could not be written: the changes are in the summary.'
fi

if [[ ! -f $work/new/manifest.json ]]; then
    echo 'There are no documents.'
    exit 0
fi
plainly "$yosan" report "$work/new" --out "$work/report.html" ||
    echo '::notice::The report could not be written.'
"$yosan" check "$work/new" --github --fail-on "${FAIL_ON:-error}"
