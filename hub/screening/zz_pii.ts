import { readFileSync } from 'node:fs';
import { sensitiveInformation } from './detectors/sensitive-information.ts';
import { findAll } from './detector.ts';
const map:Record<string,string>={CREDIT_CARD:'CREDIT_DEBIT_CARD_NUMBER',EMAIL_ADDRESS:'EMAIL',PHONE_NUMBER:'PHONE',US_SSN:'US_SOCIAL_SECURITY_NUMBER',IBAN_CODE:'INTERNATIONAL_BANK_ACCOUNT_NUMBER',IP_ADDRESS:'IP_ADDRESS',MAC_ADDRESS:'MAC_ADDRESS',URL:'URL',DOMAIN_NAME:'URL',UK_NINO:'UK_NATIONAL_INSURANCE_NUMBER',US_ITIN:'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',TR_PHONE_NUMBER:'PHONE',PH_MOBILE_NUMBER:'PHONE'};
for(const f of ['pii-recognizers','pii-fulltext']){
 const rows=readFileSync(process.argv[2]+`/${f}.dev.jsonl`,'utf8').trim().split('\n').map(l=>JSON.parse(l));
 const st:Record<string,any>={}; const g=(k:string)=>st[k]??={spans:0,found:0,exact:0,weakSpans:0,weakFound:0,neg:0,fp:0,reports:0,off:0};
 for(const r of rows){
  const all=sensitiveInformation.flatMap(d=>findAll(d,r.text));
  for(const s of r.spans){const t=map[s.type]; if(!t) continue; const c=g(s.type); const hit=all.some(m=>m.type===t&&m.start<s.end&&m.end>s.start); if(r.weak){c.weakSpans++;if(hit)c.weakFound++;continue;} c.spans++; if(hit)c.found++; else if(process.argv[3]) console.log('MISS',s.type,JSON.stringify(r.text.slice(Math.max(0,s.start-30),s.end+5))); if(all.some(m=>m.type===t&&m.start===s.start&&m.end===s.end))c.exact++; else if(hit&&process.argv[3]) console.log('INEXACT',s.type,s.value,all.filter(m=>m.type===t).map(m=>r.text.slice(m.start,m.end)));}
  if(r.label==='negative'&&map[r.scope[0]]){const c=g(r.scope[0]);c.neg++; if(all.some(m=>m.type===map[r.scope[0]])){c.fp++;console.log('FP',r.scope,r.text)}}
  if(f==='pii-fulltext') for(const m of all){const c=g('~'+m.type);c.reports++; if(!r.spans.some((s:any)=>m.start<s.end&&m.end>s.start)){c.off++;console.log('OFF',m.type,r.text.slice(Math.max(0,m.start-30),m.end+10))}}
 }
 console.log(f); console.table(st);
}
