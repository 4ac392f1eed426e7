namespace Awl.Cli.Terminals;

/// <summary>Colours words for a screen, and leaves them as they are for a pipe.</summary>
/// <param name="isOn">Whether to colour.</param>
sealed class Paint(bool isOn)
{
    const string Reset = "\e[0m";

    public string Bold(string text) => With("\e[1m", text);
    public string Dim(string text) => With("\e[2m", text);
    public string Red(string text) => With("\e[31m", text);
    public string Green(string text) => With("\e[32m", text);
    public string Yellow(string text) => With("\e[33m", text);

    string With(string colour, string text) => isOn && text.Length > 0 ? colour + text + Reset : text;
}
