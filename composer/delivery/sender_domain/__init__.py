"""Whether the mail providers will believe that letters come from who they say: SPF, DKIM, DMARC, and what to ask IT for."""
