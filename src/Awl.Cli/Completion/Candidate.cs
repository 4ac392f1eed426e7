namespace Awl.Cli.Completion;

/// <summary>What a word that is being typed may become.</summary>
/// <param name="Text">The whole word.</param>
/// <param name="Description">What it is, in a few words; empty where nothing says.</param>
readonly record struct Candidate(string Text, string Description = "")
{
    /// <summary>Whether more of the word may follow: a folder, <c>file://</c>, <c>Key=</c>. Then no blank is to be put after it.</summary>
    public bool IsOpen => Text is [.., '/' or '=' or ':'];
}
