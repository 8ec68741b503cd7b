"""Writes generators.csv and demandlib.csv: oracle values that know nothing of the engine.

Needs numpy, pandas 2, demandlib 0.2.2 (its test reference years) and OpenDHW 0.2.9 (its JSON tables);
both wheels unpacked in the folder given as argument.
"""
import datetime as dt
import json
import sys

import numpy as np

SP = sys.argv[1]


def tryfile(f):
    rows=[]; on=False
    for l in open(f,encoding='utf-8',errors='replace'):
        if l.startswith('***'): on=True; continue
        if on and l.strip(): rows.append(l.split())
    return rows

r=tryfile(SP+'/demandlib/vdi/resources_weather/TRY2010_04_Jahr.dat')
T=np.array([float(x[8]) for x in r]); G=np.array([float(x[13])+float(x[14]) for x in r])
Y=2023; first=dt.date(Y,1,1)
easter=dt.date(2023,4,9)
hol={dt.date(Y,1,1),dt.date(Y,5,1),dt.date(Y,10,3),dt.date(Y,12,25),dt.date(Y,12,26)}|{easter+dt.timedelta(d) for d in(-2,1,39,50)}
dates=[first+dt.timedelta(d) for d in range(365)]
def eff(d):
    if d in hol: return 6
    w=d.weekday()
    if w!=6 and d.month==12 and d.day in(24,31): return 5
    return w
W=np.array([eff(d) for d in dates]); Wh=W.repeat(24); H=np.arange(8760)%24
def inert(x,tau):
    # exact cyclic solution in the frequency domain: y = a x/(1-(1-a) z^-1)
    k=np.exp(-1/tau); f=np.fft.fft(x); z=np.exp(-2j*np.pi*np.arange(len(x))/len(x))
    return np.fft.ifft((1-k)*f/(1-k*z)).real
def shifts(f,t,n,w):
    day=(H>=f)&(H<t) if f<t else (H>=f)|(H<t)
    return np.where(day,1,n)*np.where(Wh>=5,w,1)
out=[]
def add(name,q):
    q=np.maximum(q,0); q=q/q.sum()*1000
    out.append([name,repr(float(q.max()))]+[repr(float(v)) for v in q[::101]])
def heat(Tb,tau,g,tg,lim,s):
    Tf=inert(T,tau); q=np.maximum(0,Tb-Tf-g*inert(G,tg)); 
    if lim is not None: q[Tf>lim]=0
    return q*s
ins={'old':(20,.04,15,.4),'insulated':(18,.05,12,.6),'passive':(16,.06,10,.8)}; mass={'light':(24,12),'medium':(48,24),'heavy':(96,24)}
for i,(Tb,g,l,n) in ins.items():
    for m,(t,tg) in mass.items(): add(f'heating {i} {m}',heat(Tb,t,g,tg,l,shifts(6,22,n,1)))
add('heating own',heat(21.5,10,0.013,3,None,shifts(20,5,.25,.5)))
def cool(Tc,tau,g,tg,amp,s): return np.maximum(0,inert(T,tau)+g*inert(G,tg)-Tc)*np.maximum(0,1+amp*np.cos(2*np.pi*(H+.5-15.5)/24))*s
add('cooling default',cool(18,24,.05,24,.4,1)); add('cooling own',cool(16,30,.03,6,.8,shifts(7,19,.2,.1)))
d=np.arange(365); season=1+.1*np.cos(2*np.pi*d/365-np.pi/4)
P=json.load(open(SP+'/OpenDHW/Data/prob_residential.json'))
def halves(l): return np.concatenate([np.full(int(h*2),p) for h,p in l])
wd=halves(P['work-day']['half-hourly']).reshape(24,2).sum(1); od=1.2*halves(P['off-day']['half-hourly']).reshape(24,2).sum(1)
add('hot-water residential',np.concatenate([season[i]*(wd if W[i]<5 else od) for i in d]))
N=json.load(open(SP+'/OpenDHW/Data/prob_nonresidential.json'))
def blocks(l): return np.concatenate([np.full(int(h),p/h) for h,p in l])
for name,key,off in (('office','OB',lambda i:W[i]>=5),('school','SC',lambda i:W[i]>=5 or 181<=i<=211),('food-shop','GS',lambda i:W[i]==6),('sport','SPORT',lambda i:False)):
    b=blocks(N[key]['work-day']); add('hot-water '+name,np.concatenate([season[i]*(b*0 if off(i) else b) for i in d]))
def process(p,a,Tb,above):
    x=np.maximum(0,T-Tb) if above else np.maximum(0,Tb-T); return p*((1-a)+a*x*p.sum()/(p*x).sum())
week=np.where((np.arange(168)<120)&(np.arange(168)%24>=6)&(np.arange(168)%24<18),1,.1)
wk=np.concatenate([week[w*24:w*24+24] for w in W])
add('process cold week',process(wk,.3,14,True)); add('process heat shifts',process(shifts(5,21,.3,.4),.6,8,False))
with open('generators.csv','w') as f:
    f.write("""# content: hourly means in kW for 1000 kWh/a, Germany 2023 (nationwide holidays), UTC+1, weather TRY 2010 region 4; peak, then every 101st hour
# source: own oracle in numpy (thermal inertia as an exact cyclic filter in the frequency domain), golden/generators.py
# licence: that of Lastgang; weather Deutscher Wetterdienst (GeoNutzV), day shapes of hot water OpenDHW 0.2.9 (MIT). year: 2026
""")
    for o in out: f.write(','.join([o[0],'%.9g'%float(o[1])]+['%.9g'%float(v) for v in o[2:]])+'\n')
# demandlib
import pandas as pd, warnings; warnings.simplefilter('ignore')
import demandlib.bdew as bdew
rows=[]
hd={x:'h' for x in hol}
e=bdew.ElecSlp(Y,holidays=hd)
prof=e.get_scaled_profiles({k:1000 for k in ['g0','g1','g2','g3','g4','g5','g6','l0','l2']}) if hasattr(e,'get_scaled_profiles') else e.get_profile({k:1000 for k in ['g0','g1','g2','g3','g4','g5','g6','l0','l2']})
def emit(code,s):
    q=s.to_numpy(float); q=q.reshape(8760,-1).mean(1); q=q/q.sum()*1000
    rows.append([code.upper(),'%.9g'%q.max()]+['%.9g'%v for v in q[::101]])
for k in prof: 
    if k in ('g0','g1','g2','g3','g4','g5','g6','l0','l2'): emit(k,prof[k])
for cls in ('H25','G25','L25','P25','S25'):
    c=getattr(bdew,cls)
    idx=pd.date_range(f'{Y}-01-01',f'{Y}-12-31 23:45',freq='15min')
    s=c(idx,holidays=hd)
    emit(cls,pd.Series(np.asarray(s).ravel()))
with open('demandlib.csv','w') as f:
    f.write("""# content: hourly means in kW for 1000 kWh/a, Germany 2023 (nationwide holidays), UTC+1; peak, then every 101st hour
# source: demandlib 0.2.2 with pandas 2.3.3: ElecSlp (1999; L1 left out, its winter Saturday differs from the workbook) and the profiles of 2025
# licence: MIT (demandlib). year: 2026
""")
    for o in rows: f.write(','.join(o)+'\n')
