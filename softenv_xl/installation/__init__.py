"""The add-in on a user's computer: installed, examined where it does not work, taken away again."""
