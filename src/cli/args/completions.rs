//! Arguments of `yosan completions`.

use clap::Args;
use clap_complete::Shell;

const COMPLETIONS: &str = "\
Where they belong:
  bash        ~/.local/share/bash-completion/completions/yosan
  zsh         _yosan in a folder of $fpath
  fish        ~/.config/fish/completions/yosan.fish
  elvish      a file that ~/.config/elvish/rc.elv evaluates with eval (slurp < FILE)
  powershell  a file that $PROFILE runs

Examples:
  yosan completions bash > ~/.local/share/bash-completion/completions/yosan
  yosan completions zsh > ~/.zfunc/_yosan
  yosan completions fish > ~/.config/fish/completions/yosan.fish";

#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS)]
pub(in crate::cli) struct Completions {
    /// For which shell
    #[arg(value_name = "SHELL")]
    pub(in crate::cli) shell: Shell,
}
