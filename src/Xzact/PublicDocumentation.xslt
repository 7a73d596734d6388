<!-- Keeps of the compiler's documentation what a user of the package can see: public types are all in the root
     namespace, so a further namespace, or a nested type, is internal. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8" indent="no" />
  <xsl:template match="@* | node()">
    <xsl:copy><xsl:apply-templates select="@* | node()" /></xsl:copy>
  </xsl:template>
  <xsl:template match="member[
      starts-with(substring(@name, 2), ':Xzact.Checks.') or starts-with(substring(@name, 2), ':Xzact.Coding.')
      or starts-with(substring(@name, 2), ':Xzact.Container.') or starts-with(substring(@name, 2), ':Xzact.Filters.')
      or starts-with(substring(@name, 2), ':Xzact.Format.') or starts-with(substring(@name, 2), ':Xzact.Kernels.')
      or starts-with(substring(@name, 2), ':Xzact.Lzma.') or starts-with(substring(@name, 2), ':Xzact.Lzma2.')
      or starts-with(substring(@name, 2), ':Xzact.Matching.') or starts-with(substring(@name, 2), ':Xzact.Reading.')
      or starts-with(substring(@name, 2), ':Xzact.Threading.')
      or starts-with(substring(@name, 2), ':Xzact.CodecStream.Reader')
      or starts-with(substring(@name, 2), ':Xzact.CodecStream.Writer')
      or contains(@name, ':Xzact.XzIndex.BlockList') or contains(@name, 'Xzact.Coding.') or contains(@name, 'Xzact.Kernels.')
      or contains(@name, 'Xzact.CodecStream.Reader')]" />
</xsl:stylesheet>
