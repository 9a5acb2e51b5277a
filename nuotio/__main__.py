from nuotio.config.command import main

raise SystemExit(main())
