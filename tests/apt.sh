# Read by the install.sh of each folder that needs programs of the system's.

# Installs Debian's packages where that is allowed, as root or through sudo; else it does nothing and says so by failing.
# What the system knows of packages is brought up to date only where it doesn't do.
apt_install() {
    apt_quietly install "$@" 2>/dev/null || { apt_quietly update && apt_quietly install "$@"; }
}

apt_quietly() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=env
    elif sudo -n true 2>/dev/null; then
        as_root="sudo env"
    else
        return 1
    fi
    # A machine that is thrown away after its tests needn't have every file on its disk at once.
    $as_root DEBIAN_FRONTEND=noninteractive \
        apt-get -y -qq --no-install-recommends ${CI:+-o Dpkg::Options::=--force-unsafe-io} "$@" >/dev/null
}
