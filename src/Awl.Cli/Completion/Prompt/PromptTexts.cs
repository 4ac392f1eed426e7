using Awl.Cli.Commands;
using Awl.Cli.Help;
using Awl.Model;

namespace Awl.Cli.Completion.Prompt;

/// <summary>What a choice is, in a sentence of the models. A service's texts are read once.</summary>
sealed class PromptTexts(CommandTable commands)
{
    readonly Dictionary<string, ServiceTexts> _texts = [];

    /// <summary>The sentence, or nothing.</summary>
    /// <param name="line">The line that the choice is for.</param>
    /// <param name="choice">The chosen word.</param>
    public string Of(TypedLine line, Candidate choice)
    {
        var typed = new TypedCommand(commands, line.Words);
        if (choice.Text.StartsWith("--", StringComparison.Ordinal)) return OfOption(typed, choice.Text);
        return typed.Waiting is { } option ? OfOption(typed, option.Spelling) : OfCommand(typed.Node, choice.Text);
    }

    string OfOption(TypedCommand typed, string spelling)
    {
        if (typed.FindOption(spelling) is not { } option) return "";
        if (option.Summary is { } summary) return summary;
        return option.Member is { } member && typed.Node.Operation?.Input is { } input ? HtmlText.FirstSentence(TextsOf(typed.Node.Service!.Value).Member(input, member)) : "";
    }

    string OfCommand(CommandNode node, string word)
    {
        if (commands.FindChild(node, word) is not { } child) return "";
        if (child.Command?.Spec.Summary is { Length: > 0 } summary) return summary;
        if (child.Operation is { } operation) return HtmlText.FirstSentence(TextsOf(operation.Service).Operation(operation.Name));
        return child.Service is { } service ? HtmlText.FirstSentence(TextsOf(service).About) : "";
    }

    ServiceTexts TextsOf(Service service)
    {
        if (!_texts.TryGetValue(service.Name, out var texts)) _texts.Add(service.Name, texts = ServiceTexts.Of(service));
        return texts;
    }
}
