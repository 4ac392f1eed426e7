using Awl.Cli.Help;

namespace Awl.Tests.Help;

/// <summary>The models' HTML as plain text.</summary>
public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n")]
    [InlineData("no markup  at\nall", "no markup at all\n")]
    [InlineData("<p>a &lt;b&gt; &amp;amp; &#65; &nope;</p>", "a <b> &amp; A &nope;\n")]
    [InlineData("<p>arn:<region>:<account-id> 1 < 2 <", "arn:<region>:<account-id> 1 < 2 <\n")]
    [InlineData("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>d", "* a\n* b\n\n  c\n\nd\n")]
    [InlineData("<ul><li>a<li>b</ul>", "* a\n* b\n")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b\n")]
    [InlineData("</ul></li></p></note>text</a></b>", "text\n")]
    [InlineData("<note><p>x</p></note>", "Note: x\n")]
    [InlineData("<a href=\"javascript:x\">t</a> <a href='https://a.b/'>https://a.b/</a>", "t https://a.b/\n")]
    [InlineData("a<br/>b<br>", "a\nb\n")]
    [InlineData("<pre>a\n\tb  c</pre>", "a\n    b  c\n")]
    [InlineData("x\u001b[1my\u0085z\u202Ew", "x[1my zw\n")]
    [InlineData("<p></p> <p> </p>", "")]
    public void Markup_becomes_lines(string html, string text)
    {
        var page = new StringWriter();
        new HtmlText(new(page, new(40, IsStyled: false)), []).Write(html);
        Assert.Equal(text, page.ToString());
    }

    [Theory]
    [InlineData("<p>Gets it. Then more.</p>", "Gets it.")]
    [InlineData("<p>Lists, e.g. some. More.</p>", "Lists, e.g. some.")]
    [InlineData("<p>Version 2.0 of it</p><p>More</p>", "Version 2.0 of it More")]
    [InlineData("<note><p>Not for sale.</p></note> <p>Gets it. More.</p>", "Gets it.")]
    [InlineData("<note><p>Only a note.</p></note>", "Only a note.")]
    [InlineData("", "")]
    public void The_first_sentence_ends_at_a_point_and_a_blank(string html, string sentence) => Assert.Equal(sentence, HtmlText.FirstSentence(html));

    [Fact]
    public void Random_markup_never_crashes_nor_lets_control_characters_through()
    {
        string[] parts = ["<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<note>", "</note>", "<dd>", "</dd>", "<pre>", "</pre>", "<a href=\"https://x/\">", "</a>", "<", ">", "&", "&#27;", "\u001b", "word ", "\U0001F600", "<b>", "</b>", "<br>"];
        var seed = 12345u;
        for (var run = 0; run < 5000; run++)
        {
            var html = "";
            for (var i = 0; i < 20; i++)
            {
                seed = (seed * 1664525) + 1013904223;
                html += parts[(seed >> 16) % parts.Length];
            }
            var page = new StringWriter();
            new HtmlText(new(page, new(40, IsStyled: false)), []).Write(html);
            Assert.DoesNotContain(page.ToString(), static c => char.IsControl(c) && c != '\n');
        }
    }
}
