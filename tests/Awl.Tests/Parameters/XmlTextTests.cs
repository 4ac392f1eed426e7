using Awl.Cli.Parameters.Skeletons;

namespace Awl.Tests.Parameters;

public class XmlTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("no markup", "no markup")]
    [InlineData("<p>one <i class=\"x\" id='y'>two</i></p>\n<br/>three<br />", "one two\nthree")]
    [InlineData("a &lt;b&gt; &amp; &quot;c&apos; &#233;&#xE9;", "a <b> & \"c' éé")]
    [InlineData("a<!-- <b> - & -->c", "ac")]
    [InlineData("a<![CDATA[<&amp;]]>b", "a<&amp;b")]
    [InlineData("one\r\ntwo\rthree", "one\ntwo\nthree")]
    [InlineData("<a\n href = \"x>y\" >z</a >", "z")]
    public void Markup_goes_and_text_stays(string xml, string text) => Assert.Equal(text, XmlText.Of(xml));

    [Theory]
    [InlineData("<p>never closed")]
    [InlineData("<p>crossed <b></p></b>")]
    [InlineData("closed too often</p>")]
    [InlineData("a < b")]
    [InlineData("a & b")]
    [InlineData("&nbsp;")]
    [InlineData("&#0;")]
    [InlineData("&#xD800;")]
    [InlineData("an end &lt")]
    [InlineData("<account-id")]
    [InlineData("<1>digits first</1>")]
    [InlineData("<a href=x>no quotes</a>")]
    [InlineData("<a href='x' href='y'>twice</a>")]
    [InlineData("<a href='x'id='y'>no blank between</a>")]
    [InlineData("<a href='<'>a sign</a>")]
    [InlineData("<a href='x")]
    [InlineData("<!-- two -- dashes -->")]
    [InlineData("]]> in a text")]
    [InlineData("<!DOCTYPE a>")]
    [InlineData("a bell \a")]
    public void What_is_not_well_formed_has_no_text(string xml) => Assert.Null(XmlText.Of(xml));
}
