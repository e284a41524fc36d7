"""`python -m softenv_xl` is the command `softenv-xl`; this is where both begin."""


def run() -> None:
    """The console script. It takes a moment to load, in which Ctrl-C is no error either."""
    from softenv_xl import loading

    loading.begins()
    try:
        from softenv_xl.cli import main
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    main()


if __name__ == "__main__":
    run()
