# What runs in the sandbox: builds the tag's own release tree in /build/tree. Each step may fail; what it made before is
# compared all the same. /build/steps says how each ended: name, exit code, seconds; /build/replaced which tracked
# macro files were replaced.
# Environment: BOOTSTRAP (a command line of ours), JOBS, STRICTNESS (how automake is called the second time: "foreign"
# or nothing). /input/tree is the tag, /input/targets lists wanted files, /input/published has macro files and helper
# scripts of the archive that upstream projects published, /input/history the tag's commits.
step() {
  name=$1
  shift
  begin=$(/usr/bin/date +%s)
  echo "xzact: $name"
  "$@" < /dev/null
  code=$?
  printf '%s\t%s\t%s\n' "$name" "$code" "$(($(/usr/bin/date +%s) - begin))" >> /build/steps
}

# What is wanted and in neither tree: made by name, in the folder whose makefile knows it. What has no rule is no
# failure; nothing is said of it but that it was not made.
make_targets() {
  while IFS= read -r path; do
    folder=$(dirname "$path")
    [ -e "$path" ] || [ -e "$distribution/$path" ] || printf '%s\t%s\n' "$folder" "$path"
  done < /input/targets | sort > /build/missing
  [ -s /build/missing ] || return 0
  cut -f2 /build/missing | xargs make -k -j "$JOBS"
  cut -f1 /build/missing | uniq | while IFS= read -r folder; do
    [ "$folder" != . ] && [ -f "$folder/Makefile" ] || continue
    awk -F '\t' -v "folder=$folder" '$1 == folder { print substr($2, length(folder) + 2) }' /build/missing \
      | xargs make -k -j "$JOBS" -C "$folder"
  done
  return 0
}

# Manuals that programs print about themselves need the programs, and not every makefile says so.
release_tree() {
  make -k -j "$JOBS" distdir || { make -k -j "$JOBS"; make -k distdir; }
}

# Whoever packs a tree packs what its links lead to, as Automake does; not every tree comes that far here.
follow_links() {
  while IFS= read -r path; do
    if [ -L "$path" ] && [ -f "$path" ]; then cp -Lp "$path" "$path.followed" && mv -f "$path.followed" "$path"; fi
  done < /input/targets
}

# The tools once more, in a tree that they have filled: whoever makes a release ran them often, and automake lists
# files that an earlier run added. The macro files are the release's own here, as far as others published them.
second_run() {
  if [ -d /input/published ]; then
    cp -R --remove-destination /input/published/. /build/again/ || return
  fi
  if [ -f /input/published/aclocal.m4 ]; then export ACLOCAL=true; fi
  if [ -n "$STRICTNESS" ]; then export AUTOMAKE="${AUTOMAKE:-automake} --$STRICTNESS"; fi
  (cd /build/again && autoreconf --force; code=$?; follow_links; exit "$code")
}

# Tracked macro files that the tools of this machine wrote anew.
note_replaced() {
  (cd /input/tree && find . -name '*.m4' -type f) | sort | while IFS= read -r path; do
    [ ! -f "/build/tree/$path" ] || cmp -s "/input/tree/$path" "/build/tree/$path" || printf '%s\n' "${path#./}"
  done | head -n 100 > /build/replaced
}

mkdir /build/temporary /build/programs
export TMPDIR=/build/temporary

# Ghostscript writes dates of another form when it is told the time; those that it takes from the clock have the
# length of everybody's.
for program in gs ps2pdf; do
  printf '#!/bin/sh\nunset SOURCE_DATE_EPOCH\nexec /usr/bin/%s "$@"\n' "$program" > "/build/programs/$program"
  chmod 755 "/build/programs/$program"
done

# Submodules are there at their commits, and there is no repository to ask for them. What asks for the history gets the
# tag's: commits and folders, no contents. No tree is a repository, so bootstrap scripts do not take it for one.
if [ -f /input/history/pack ]; then
  /usr/bin/git init --quiet --bare --object-format="$(cat /input/history/format)" /build/history \
    && /usr/bin/git -C /build/history index-pack --stdin < /input/history/pack > /dev/null \
    && cp /input/history/head /build/history/HEAD || rm -rf /build/history
fi
cat > /build/programs/git <<'END'
#!/bin/sh
for word; do
  case $word in
    -C|-c) break ;;
    -*) ;;
    submodule) exit 0 ;;
    log|rev-list|shortlog|show)
      for tree in /build/tree /build/again; do
        case $PWD/ in
          $tree/*) [ ! -d /build/history ] || export GIT_DIR=/build/history GIT_WORK_TREE=$tree ;;
        esac
      done
      break ;;
    *) break ;;
  esac
done
exec /usr/bin/git "$@"
END
chmod 755 /build/programs/git

# Whoever made the release ran date on the day of the tag or near it. What is asked for another moment gets it.
cat > /build/programs/date <<'END'
#!/bin/sh
for word; do
  case $word in
    --date*|--file*|--reference*|--set*) exec /usr/bin/date "$@" ;;
    --*|-I*) ;;
    -*[dfrs]*) exec /usr/bin/date "$@" ;;
  esac
done
exec /usr/bin/date -d "@$SOURCE_DATE_EPOCH" "$@"
END
chmod 755 /build/programs/date
PATH=/build/programs:$PATH
cp -a /input/tree /build/tree || exit 1
if [ -d /input/gnulib ]; then cp -a /input/gnulib /build/gnulib || exit 1; fi
cd /build/tree || exit 1
trap 'cd /build/tree && follow_links' EXIT

step bootstrap sh -c "$BOOTSTRAP"
if [ ! -f configure ] && [ -f configure.ac -o -f configure.in ]; then
  step autoreconf autoreconf --force --install
fi
note_replaced
[ -f configure ] || exit 0
if command -v autoreconf > /dev/null && [ -f configure.ac -o -f configure.in ]; then
  cp -a /build/tree /build/again && step again second_run
fi

set -- --quiet
if grep -q -e --enable-gtk-doc configure && command -v gtkdoc-scan > /dev/null; then
  set -- "$@" --enable-gtk-doc
fi
step configure sh ./configure "$@"
[ -f Makefile ] || exit 0

step distdir release_tree
distribution=
for folder in */; do
  if [ -f "$folder/configure" ] && [ ! -e "/input/tree/$folder" ]; then distribution=${folder%/}; fi
done
step files make_targets
exit 0
