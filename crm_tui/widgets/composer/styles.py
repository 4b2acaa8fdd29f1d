"""How the composer looks; its forms are those of the dialogs, in less room."""

from typing import Final

CSS: Final = """
Composer { height: auto; max-height: 60%; padding: 0 1; border-top: solid $foreground 24%; }
Composer .composer-keys, Composer .composer-foot { height: 1; color: $text-muted; }
Composer .composer-keys, Composer .composer-foot { text-wrap: nowrap; text-overflow: ellipsis; }
Composer:focus .composer-keys { color: $foreground; }
Composer.-open .composer-keys { display: none; }
Composer .composer-area { height: 5; background: $surface; }
Composer .composer-note { height: auto; max-height: 2; }
Composer .composer-fault { height: auto; max-height: 3; color: $text-error; }
Composer .form { height: auto; max-height: 1fr; scrollbar-size-vertical: 1; }
Composer .form-row { height: auto; }
Composer .form-label { width: 20; height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
Composer .form-value { width: 1fr; height: auto; }
Composer .form-fault { width: 1fr; height: auto; color: $text-error; display: none; }
Composer .form-row.-faulty .form-fault { display: block; }
Composer .form-long { height: 3; }
Composer Input, Composer ChoiceList { background: $surface; }
Composer ChoiceList { height: auto; max-height: 4; }
"""
