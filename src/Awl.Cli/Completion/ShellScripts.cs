namespace Awl.Cli.Completion;

/// <summary>The scripts that make a shell ask <c>awl</c> what a line may become.</summary>
static class ShellScripts
{
    public static readonly string[] Shells = ["bash", "zsh", "fish", "powershell"];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="program">The name whose lines are completed: awl may be linked as aws.</param>
    public static string Of(string shell, string program)
    {
        var script = shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        };
        return script.Replace("awl", program, StringComparison.Ordinal);
    }

    const string Bash = """
        # Completion of awl in bash. In ~/.bashrc:
        #   source <(awl completion bash)
        _awl_complete() {
          local candidate
          COMPREPLY=()
          while IFS= read -r candidate; do
            COMPREPLY+=("$candidate")
          done < <(COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" awl completion bash --candidates 2>/dev/null)
          if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/=:] ]]; then
            compopt -o nospace 2>/dev/null
          fi
        }
        complete -o nosort -F _awl_complete awl 2>/dev/null || complete -F _awl_complete awl

        """;

    const string Zsh = """
        #compdef awl
        # Completion of awl in zsh. In ~/.zshrc, after compinit:
        #   source <(awl completion zsh)
        _awl() {
          local text description
          local -a whole open shown
          while IFS=$'\t' read -r text description; do
            if [[ $text == *[/=:] ]]; then
              open+=("$text")
            else
              whole+=("$text")
              shown+=("$text${description:+  -- $description}")
            fi
          done < <(COMP_LINE="${(j: :)words[1,CURRENT-1]} $PREFIX" awl completion zsh --candidates 2>/dev/null)
          (( $#open )) && compadd -S '' -- $open
          (( $#whole )) && compadd -l -d shown -- $whole
        }
        compdef _awl awl

        """;

    const string Fish = """
        # Completion of awl in fish. In ~/.config/fish/config.fish:
        #   awl completion fish | source
        function __awl_complete
          set -lx COMP_LINE (commandline -cp)
          awl completion fish --candidates 2>/dev/null
        end
        complete -c awl -f -k -a '(__awl_complete)'

        """;

    const string PowerShell = """
        # Completion of awl in PowerShell. In $PROFILE:
        #   awl completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName awl -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $line = $commandAst.ToString()
          $start = $commandAst.Extent.StartOffset
          $length = [Math]::Max(0, $cursorPosition - $start)
          if ($length -lt $line.Length) { $line = $line.Substring(0, $length) } else { $line = $line.PadRight($length) }
          $env:COMP_LINE = $line
          try {
            awl completion powershell --candidates 2>$null | ForEach-Object {
              $text, $description = $_ -split "`t", 2
              if (-not $description) { $description = $text }
              [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $description)
            }
          } finally {
            Remove-Item Env:COMP_LINE
          }
        }

        """;
}
